import { TextArea } from '@carbon/react';
import { type FieldMeta, printType } from '@headrace/flow';
import { lazy, Suspense } from 'react';
import type { ExpressionEditorProps } from '../../../../ui/code/expression-editor.tsx';
import { useColumns, useForm } from '../context.ts';
import { useFaults } from '../field-frame.tsx';
import type { WidgetProps } from '../widget.ts';

const Editor = lazy(() => import('../../../../ui/code/expression-editor.tsx'));

/** An expression of Flink SQL, under its label. */
export function ExpressionField(props: WidgetProps<'text'>) {
  return (
    <div className="expression">
      <span className="cds--label">{props.label}</span>
      <ExpressionText {...props} />
    </div>
  );
}

/** Its text alone: completion of columns and functions, faults underlined where they are. */
export function ExpressionText({ field, path, id, label, value, focusRef }: WidgetProps<'text'>) {
  const form = useForm();
  const faults = useFaults(path);
  const known = useKnown(field.meta);
  return (
    <TextEditor
      {...known}
      id={id}
      label={label}
      value={value}
      faults={faults}
      placeholder={field.meta?.placeholder ?? ''}
      change={(next) => form.change(path, next === '' ? undefined : next)}
      left={form.left}
      focusRef={focusRef}
    />
  );
}

/** What completion offers: the columns with their types and a recent value. */
export function useKnown(meta: FieldMeta | undefined): Pick<ExpressionEditorProps, 'columns' | 'samples'> {
  const form = useForm();
  const columns = useColumns(meta).map(({ name, type }) => ({ name, type: type ? printType(type) : '' }));
  return { columns, samples: form.samples(meta?.input) };
}

/** The editor, which is loaded when first needed. */
export function TextEditor(props: ExpressionEditorProps) {
  const { id, label, value } = props;
  return (
    <Suspense fallback={<TextArea id={id} labelText={label} hideLabel rows={2} value={value} readOnly />}>
      <Editor {...props} />
    </Suspense>
  );
}
