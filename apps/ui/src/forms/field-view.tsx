import type { Widget } from '@headrace/flow';
import type { ComponentType } from 'react';
import { type Path, useValue } from './context.ts';
import { FieldFrame } from './field-frame.tsx';
import { type Field, isMissing, type Shape } from './schema.ts';
import { ChoiceField } from './widgets/choice.tsx';
import { ColumnField } from './widgets/column.tsx';
import { ColumnHelp } from './widgets/column-help.tsx';
import { ColumnsField } from './widgets/columns.tsx';
import { ConditionField } from './widgets/condition/condition.tsx';
import { ConditionHelp } from './widgets/condition/help.tsx';
import { ConnectionField } from './widgets/connection.tsx';
import { DataTypeField } from './widgets/data-type.tsx';
import { ExpressionField } from './widgets/expression.tsx';
import { FlagField } from './widgets/flag.tsx';
import { GroupField } from './widgets/group.tsx';
import { ListField } from './widgets/list.tsx';
import { NumberField } from './widgets/number.tsx';
import { SourceColumnsField } from './widgets/source-columns.tsx';
import { TextField } from './widgets/text.tsx';
import { TopicField } from './widgets/topic.tsx';
import { VariantField } from './widgets/variant.tsx';

export interface WidgetProps {
  readonly field: Field;
  readonly path: Path;
  readonly id: string;
  readonly label: string;
  readonly value: unknown;
  readonly missing: boolean;
}

/** Every word that a field's `widget` can be, and the component that edits it. */
const widgets: Record<Widget, ComponentType<WidgetProps>> = {
  expression: ExpressionField,
  condition: ConditionField,
  column: ColumnField,
  columns: ColumnsField,
  connection: ConnectionField,
  topic: TopicField,
  duration: TextField,
  'data-type': DataTypeField,
  name: TextField,
  'source-columns': SourceColumnsField,
  variant: VariantField,
};

/** How a field is edited whose meta names no widget. */
const byShape: Record<Exclude<Shape['kind'], 'constant'>, ComponentType<WidgetProps>> = {
  text: TextField,
  number: NumberField,
  flag: FlagField,
  choice: ChoiceField,
  list: ListField,
  group: GroupField,
  variant: VariantField,
};

/** What stands below a field and helps to fill it in. */
const helps: Partial<Record<Widget, ComponentType<WidgetProps>>> = {
  expression: ColumnHelp,
  condition: ConditionHelp,
};

/** These show faults at the part that they are about. */
const showsFaults: readonly (Widget | undefined)[] = ['condition'] satisfies Widget[];

const composite: readonly string[] = ['list', 'group', 'variant'] satisfies Shape['kind'][];

/** One field: its widget, its hint, its faults. */
export function FieldView({ field, path }: { field: Field; path: Path }) {
  const own = useValue(path);
  if (field.shape.kind === 'constant') return null;
  const value = own === undefined ? field.fallback : own;
  const Widget = field.meta?.widget ? widgets[field.meta.widget] : byShape[field.shape.kind];
  const missing = isMissing(field, value);
  const inside = composite.includes(field.shape.kind) && field.meta?.widget !== 'columns';
  const Help = field.meta?.widget && helps[field.meta.widget];
  const props: WidgetProps = {
    field,
    path,
    id: `field-${path.join('-')}`,
    label: field.meta?.title ?? field.key,
    value,
    missing,
  };
  return (
    <FieldFrame
      path={path}
      description={field.meta?.description}
      missing={missing}
      exact={inside}
      faultsInside={showsFaults.includes(field.meta?.widget)}
      help={Help && <Help {...props} />}
    >
      <Widget {...props} />
    </FieldFrame>
  );
}
