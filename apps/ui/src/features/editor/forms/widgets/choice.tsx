import { Select, SelectItem } from '@carbon/react';
import { useForm } from '../context.ts';
import type { WidgetProps } from '../widget.ts';

/** One of several values, in the words and the order of the field's `choices`. */
export function ChoiceField({ field, path, id, label, value, focusRef }: WidgetProps) {
  const form = useForm();
  const values = field.shape.kind === 'choice' ? field.shape.values : [];
  const words = field.meta?.choices ?? {};
  const known = typeof value === 'string' && values.includes(value);
  return (
    <Select
      ref={focusRef}
      id={id}
      size="sm"
      labelText={label}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => form.change(path, event.target.value === '' ? undefined : event.target.value)}
    >
      {!known && (
        <SelectItem
          value={typeof value === 'string' ? value : ''}
          text={typeof value === 'string' ? value : 'Choose'}
        />
      )}
      {values.map((v) => (
        <SelectItem key={v} value={v} text={words[v] ?? v} />
      ))}
    </Select>
  );
}
