import { type ReactNode, useCallback, useRef } from 'react';
import { ErrorBoundary } from '../../../ui/error-boundary.tsx';
import { type Path, useForm, useValue } from './context.ts';
import { FieldFrame } from './field-frame.tsx';
import { type Focusable, useFocusable } from './focus.ts';
import { type Field, isMissing } from './schema.ts';
import {
  type AnyWidget,
  type Editable,
  hasShape,
  readValue,
  useWidgets,
  type WidgetProps,
  widgetFor,
} from './widget.ts';

const kept = 'Its value is kept, and the other fields can be changed.';

/** One field: its widget, its hint, its faults. */
export function FieldView({ field, path }: { field: Field; path: Path }) {
  const label = field.meta?.title ?? field.key;
  const own = useValue(path);
  return (
    <ErrorBoundary what={`The field “${label}”`} advice={kept} resetKey={own}>
      <FieldWidget field={field} path={path} label={label} stored={own === undefined ? field.fallback : own} />
    </ErrorBoundary>
  );
}

interface FieldWidgetProps {
  readonly field: Field;
  readonly path: Path;
  readonly label: string;
  readonly stored: unknown;
}

function FieldWidget({ field, path, label, stored }: FieldWidgetProps): ReactNode {
  const { idPrefix } = useForm();
  const widget = widgetFor(useWidgets(), field);
  const name = field.meta?.widget;
  const registerFocus = useFocusable(path, {
    rank: widget?.rank ?? 'text',
    missing: isMissing(field, stored),
    main: name === 'expression' || name === 'condition',
  });
  const target = useRef<Focusable>(null);
  const focusRef = useCallback(
    (next: Focusable | null) => {
      target.current = next;
      registerFocus(next);
    },
    [registerFocus],
  );
  const insert = useCallback((text: string) => target.current?.insert?.(text), []);
  if (!widget) return null;
  const id = `${idPrefix}-field-${path.join('.')}`;
  const draw = <K extends Editable>({ shape, Component, Help, composite, showsDiagnostics }: AnyWidget<K>) => {
    // `widgetFor` gives no other.
    if (!hasShape(field.shape, shape)) return null;
    const props: WidgetProps<K> = {
      field,
      shape: field.shape,
      path,
      id,
      label,
      value: readValue[shape](stored),
      focusRef,
      insert,
    };
    return (
      <FieldFrame
        path={path}
        description={field.meta?.description}
        exact={composite ?? false}
        faultsInside={showsDiagnostics ?? false}
        help={
          Help && (
            <ErrorBoundary what={`What helps with “${label}”`} advice={kept} resetKey={stored}>
              <Help {...props} />
            </ErrorBoundary>
          )
        }
      >
        <ErrorBoundary what={`The field “${label}”`} advice={kept} resetKey={stored}>
          <Component {...props} />
        </ErrorBoundary>
      </FieldFrame>
    );
  };
  return draw(widget);
}
