import type { WidgetRegistry } from '../widget.ts';
import { ChoiceField } from './choice.tsx';
import { ColumnField } from './column.tsx';
import { ColumnHelp } from './column-help.tsx';
import { ColumnsField } from './columns.tsx';
import { ConditionField } from './condition/condition.tsx';
import { ConditionHelp } from './condition/help.tsx';
import { ConnectionField } from './connection.tsx';
import { DataTypeField } from './data-type.tsx';
import { ExpressionField } from './expression.tsx';
import { FlagField } from './flag.tsx';
import { GroupField } from './group.tsx';
import { ListField } from './list.tsx';
import { NumberField } from './number.tsx';
import { SourceColumnsField } from './source-columns.tsx';
import { TextField } from './text.tsx';
import { TopicField } from './topic.tsx';
import { VariantField } from './variant.tsx';

/** The widgets of all forms. */
export const widgets: WidgetRegistry = {
  byName: {
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
  },
  byShape: {
    text: TextField,
    number: NumberField,
    flag: FlagField,
    choice: ChoiceField,
    list: ListField,
    group: GroupField,
    variant: VariantField,
  },
  help: { expression: ColumnHelp, condition: ConditionHelp },
  ranks: {
    connection: 'text',
    flag: 'choice',
    variant: 'choice',
    list: 'button',
    group: 'choice',
    'source-columns': 'button',
  },
  showsDiagnostics: new Set(['condition']),
};
