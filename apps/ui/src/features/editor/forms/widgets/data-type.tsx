import { useForm } from '../context.ts';
import { useFaults } from '../field-frame.tsx';
import type { WidgetProps } from '../widget.ts';
import { Suggest } from './suggest.tsx';

/** The types that a person is likely to want; any other type of Flink SQL can be typed. */
export const usualTypes = [
  'STRING',
  'BIGINT',
  'INT',
  'DOUBLE',
  'FLOAT',
  'DECIMAL(10, 2)',
  'BOOLEAN',
  'DATE',
  'TIME',
  'TIMESTAMP(3)',
  'TIMESTAMP_LTZ(3)',
  'ARRAY<STRING>',
  'ROW<a STRING>',
] as const;

export function DataTypeField({ path, id, label, value, focusRef }: WidgetProps<'text'>) {
  const form = useForm();
  return (
    <Suggest
      focusRef={focusRef}
      id={id}
      label={label}
      value={value}
      items={usualTypes}
      placeholder="STRING"
      invalid={useFaults(path).some((fault) => fault.severity === 'error')}
      choose={(type) => form.change(path, type)}
    />
  );
}
