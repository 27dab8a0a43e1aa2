import { TextInput } from '@carbon/react';
import { useForm } from '../context.ts';
import { useFaults } from '../field-frame.tsx';
import type { WidgetProps } from '../widget.ts';

/** A line of text; an empty one is no value. */
export function TextField({ field, path, id, label, value, focusRef }: WidgetProps<'text'>) {
  const form = useForm();
  const invalid = useFaults(path).some((fault) => fault.severity === 'error');
  return (
    <TextInput
      ref={focusRef}
      id={id}
      size="sm"
      labelText={label}
      value={value}
      placeholder={field.meta?.placeholder ?? ''}
      aria-invalid={invalid}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => form.change(path, event.target.value === '' ? undefined : event.target.value)}
      onBlur={form.left}
    />
  );
}
