import { Select, SelectItem } from '@carbon/react';
import { useForm } from '../context.ts';
import type { WidgetProps } from '../widget.ts';

/** One of several values, in the words and the order of the field's `choices`. */
export function ChoiceField({ field, shape, path, id, label, value, focusRef }: WidgetProps<'choice'>) {
  const form = useForm();
  const { values } = shape;
  const words = field.meta?.choices ?? {};
  const known = values.includes(value);
  return (
    <Select
      ref={focusRef}
      id={id}
      size="sm"
      labelText={label}
      value={value}
      onChange={(event) => form.change(path, event.target.value === '' ? undefined : event.target.value)}
    >
      {!known && <SelectItem value={value} text={value || 'Choose'} />}
      {values.map((v) => (
        <SelectItem key={v} value={v} text={words[v] ?? v} />
      ))}
    </Select>
  );
}
