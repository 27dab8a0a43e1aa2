import { TextInput } from '@carbon/react';
import { useState } from 'react';
import { useForm } from '../context.ts';
import type { WidgetProps } from '../widget.ts';

/** A number; while what stands there is none, it is kept here and not in the document. */
export function NumberField({ path, id, label, value, focusRef }: WidgetProps<'number'>) {
  const form = useForm();
  const [typed, setTyped] = useState<string>();
  const text = typed ?? (value === undefined ? '' : String(value));
  const take = (next: string) => {
    setTyped(next);
    if (next.trim() === '') form.change(path, undefined);
    else if (Number.isFinite(Number(next))) form.change(path, Number(next));
  };
  return (
    <TextInput
      ref={focusRef}
      id={id}
      size="sm"
      inputMode="decimal"
      labelText={label}
      value={text}
      invalid={typed !== undefined && !Number.isFinite(Number(typed))}
      invalidText="Write a number, like 50 or 99.5."
      onChange={(event) => take(event.target.value)}
      onBlur={() => {
        if (Number.isFinite(Number(text))) setTyped(undefined);
        form.left();
      }}
    />
  );
}
