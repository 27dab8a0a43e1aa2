import { ErrorBoundary } from '../../../ui/error-boundary.tsx';
import { type Path, useForm, useValue } from './context.ts';
import { FieldFrame } from './field-frame.tsx';
import { useFocusable } from './focus.ts';
import { type Field, isMissing, type Shape } from './schema.ts';
import { useWidgets, type WidgetProps } from './widget.ts';

const composite: readonly string[] = ['list', 'group', 'variant'] satisfies Shape['kind'][];

const kept = 'Its value is kept, and the other fields can be changed.';

/** One field: its widget, its hint, its faults. */
export function FieldView({ field, path }: { field: Field; path: Path }) {
  const own = useValue(path);
  const { idPrefix } = useForm();
  const widgets = useWidgets();
  const name = field.meta?.widget;
  const value = own === undefined ? field.fallback : own;
  const missing = isMissing(field, value);
  const focusRef = useFocusable(path, {
    rank: widgets.ranks[name ?? field.shape.kind] ?? 'text',
    missing,
    main: name === 'expression' || name === 'condition',
  });
  if (field.shape.kind === 'constant') return null;
  const Widget = name ? widgets.byName[name] : widgets.byShape[field.shape.kind];
  const Help = name && widgets.help[name];
  const inside = composite.includes(field.shape.kind) && name !== 'columns';
  const props: WidgetProps = {
    field,
    path,
    id: `${idPrefix}-field-${path.join('-')}`,
    label: field.meta?.title ?? field.key,
    value,
    missing,
    focusRef,
  };
  return (
    <FieldFrame
      path={path}
      description={field.meta?.description}
      exact={inside}
      faultsInside={name !== undefined && widgets.showsDiagnostics.has(name)}
      help={
        Help && (
          <ErrorBoundary what={`What helps with “${props.label}”`} advice={kept} resetKey={value}>
            <Help {...props} />
          </ErrorBoundary>
        )
      }
    >
      <ErrorBoundary what={`The field “${props.label}”`} advice={kept} resetKey={value}>
        <Widget {...props} />
      </ErrorBoundary>
    </FieldFrame>
  );
}
