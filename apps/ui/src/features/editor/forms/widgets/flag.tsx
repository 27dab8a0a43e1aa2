import { Checkbox } from '@carbon/react';
import { useForm } from '../context.ts';
import type { WidgetProps } from '../widget.ts';

export function FlagField({ path, id, label, value, focusRef }: WidgetProps<'flag'>) {
  const form = useForm();
  return (
    <Checkbox
      ref={focusRef}
      id={id}
      labelText={label}
      checked={value}
      onChange={(_, { checked }) => form.change(path, checked)}
    />
  );
}
