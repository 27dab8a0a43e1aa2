import { Checkbox } from '@carbon/react';
import { useForm } from '../context.ts';
import type { WidgetProps } from '../widget.ts';

export function FlagField({ path, id, label, value }: WidgetProps) {
  const form = useForm();
  return (
    <Checkbox
      id={id}
      labelText={label}
      checked={value === true}
      onChange={(_, { checked }) => form.change(path, checked)}
    />
  );
}
