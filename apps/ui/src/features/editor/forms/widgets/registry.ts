import type { ComponentType } from 'react';
import type { WidgetOf, WidgetProps, WidgetRegistry } from '../widget.ts';
import { ChoiceField } from './choice.tsx';
import { ColumnField } from './column.tsx';
import { ColumnHelp } from './column-help.tsx';
import { ColumnsField } from './columns.tsx';
import { ConditionField, ConditionHelp } from './condition/condition.tsx';
import { ConnectionField } from './connection.tsx';
import { DataTypeField } from './data-type.tsx';
import { ExpressionField } from './expression.tsx';
import { FlagField } from './flag.tsx';
import { GroupField } from './group.tsx';
import { ListField } from './list.tsx';
import { NumberField } from './number.tsx';
import { ResourceField } from './resource.tsx';
import { SourceColumnsField } from './source-columns.tsx';
import { TextField } from './text.tsx';
import { VariantField } from './variant.tsx';

const text = (Component: ComponentType<WidgetProps<'text'>>): WidgetOf<'text'> => ({ shape: 'text', Component });
const variant: WidgetOf<'variant'> = { shape: 'variant', Component: VariantField, rank: 'choice', composite: true };

/** The widgets of all forms. */
export const widgets: WidgetRegistry = {
  byName: {
    expression: { ...text(ExpressionField), Help: ColumnHelp },
    condition: { ...text(ConditionField), Help: ConditionHelp, showsDiagnostics: true },
    column: text(ColumnField),
    columns: { shape: 'list', Component: ColumnsField },
    connection: text(ConnectionField),
    resource: text(ResourceField),
    duration: text(TextField),
    'data-type': text(DataTypeField),
    name: text(TextField),
    'source-columns': { shape: 'list', Component: SourceColumnsField, rank: 'button', composite: true },
    variant,
  },
  byShape: {
    text: text(TextField),
    number: { shape: 'number', Component: NumberField },
    flag: { shape: 'flag', Component: FlagField, rank: 'choice' },
    choice: { shape: 'choice', Component: ChoiceField },
    list: { shape: 'list', Component: ListField, rank: 'button', composite: true },
    group: { shape: 'group', Component: GroupField, rank: 'choice', composite: true },
    variant,
  },
};
