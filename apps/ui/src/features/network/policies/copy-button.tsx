import { Button } from '@carbon/react';
import { Checkmark, Copy } from '@carbon/react/icons';
import { type ReactNode, useState } from 'react';

/** Copies a text, and says that it did. */
export function CopyButton({ text, children }: { text: string; children: ReactNode }) {
  const [copied, setCopied] = useState(false);
  return (
    <Button
      kind="ghost"
      size="sm"
      renderIcon={copied ? Checkmark : Copy}
      onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
      onBlur={() => setCopied(false)}
    >
      {copied ? 'Copied' : children}
    </Button>
  );
}
