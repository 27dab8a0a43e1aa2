import { printType } from '@headrace/flow';
import { useColumns, useForm } from '../context.ts';
import { useFaults } from '../field-frame.tsx';
import type { WidgetProps } from '../widget.ts';
import { Suggest } from './suggest.tsx';

/** A column of the input, with its type and a recent value. */
export function ColumnField({ field, path, id, label, value, focusRef }: WidgetProps<'text'>) {
  const form = useForm();
  const columns = useColumns(field.meta);
  const samples = form.samples(field.meta?.input);
  const types = new Map(columns.map((column) => [column.name, column.type ? printType(column.type) : '']));
  return (
    <Suggest
      focusRef={focusRef}
      id={id}
      label={label}
      value={value}
      items={columns.map((column) => column.name)}
      placeholder={field.optional ? '' : 'Choose a property'}
      invalid={useFaults(path).some((fault) => fault.severity === 'error')}
      beside={(name) => [types.get(name), samples[name]].filter(Boolean).join(' · ')}
      choose={(name) => form.change(path, name)}
    />
  );
}
