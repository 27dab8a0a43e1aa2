import { Button } from '@carbon/react';
import { type ComponentType, useRef } from 'react';
import type { ChosenFile } from '../evaluate/messages.ts';
import { chosen } from './dropped.ts';

interface FileButtonProps {
  readonly label: string;
  readonly icon: ComponentType;
  readonly kind?: 'files' | 'folder' | 'file';
  take(files: ChosenFile[]): void;
}

/** A button that asks for files of this machine. */
export function FileButton({ label, icon, kind = 'files', take }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button kind="tertiary" size="sm" renderIcon={icon} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={(element) => {
          input.current = element;
          // React knows no such attribute; every browser does.
          element?.toggleAttribute('webkitdirectory', kind === 'folder');
        }}
        hidden
        type="file"
        aria-label={label}
        multiple={kind !== 'file'}
        accept={kind === 'folder' ? undefined : '.yaml,.yml,.json'}
        onChange={(event) => {
          const files = chosen(event.target.files);
          event.target.value = '';
          // A folder without files is a choice too: the page says that it opened nothing.
          if (files.length > 0 || kind === 'folder') take(files);
        }}
      />
    </>
  );
}
