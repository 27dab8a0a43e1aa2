import { Search } from '@carbon/react';
import type { KeyboardEvent } from 'react';

interface SearchFieldProps {
  readonly id?: string;
  readonly inputRef?: (field: HTMLInputElement | null) => void;
  readonly size: 'sm' | 'md';
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  change(value: string): void;
  /** Escape, when there is nothing to clear. */
  leave(): void;
  enter?(): void;
}

/** A field to search in. Escape clears it first and then leaves it; Carbon's own would keep the key for ever. */
export function SearchField({ label, value, change, leave, enter, inputRef, ...rest }: SearchFieldProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    // Beside the field stands a button that clears it: Enter is its own.
    const inField = event.target instanceof HTMLInputElement;
    const act = { Escape: value === '' ? leave : undefined, Enter: inField ? enter : undefined }[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  return (
    <div className="search-field" onKeyDownCapture={onKeyDown}>
      <Search
        {...rest}
        {...(inputRef ? { ref: inputRef } : {})}
        labelText={label}
        value={value}
        onChange={(event) => change(event.target.value)}
      />
    </div>
  );
}
