import { TextArea } from '@carbon/react';
import { printType } from '@headrace/flow';
import { lazy, Suspense } from 'react';
import { useColumns, useForm } from '../context.ts';
import { useFaults } from '../field-frame.tsx';
import type { WidgetProps } from '../field-view.tsx';

const Editor = lazy(() => import('../../code/expression-editor.tsx'));

/** An expression of Flink SQL: completion of columns and functions, faults underlined where they are. */
export function ExpressionField({ field, path, id, label, value }: WidgetProps) {
  const form = useForm();
  const columns = useColumns(field.meta).map(({ name, type }) => ({ name, type: type ? printType(type) : '' }));
  const samples = form.samples(field.meta?.input);
  const faults = useFaults(path);
  const text = typeof value === 'string' ? value : '';
  const props = {
    id,
    label,
    value: text,
    columns,
    samples,
    faults,
    placeholder: field.meta?.placeholder ?? '',
    change: (next: string) => form.change(path, next === '' ? undefined : next),
    left: form.left,
  };
  return (
    <div className="expression">
      <span className="cds--label" id={`${id}-label`}>
        {label}
      </span>
      <Suspense fallback={<TextArea id={id} labelText={label} hideLabel rows={2} value={text} readOnly />}>
        <Editor {...props} />
      </Suspense>
    </div>
  );
}
