import type { WidgetProps } from '../../widget.ts';
import { ColumnHelp } from '../column-help.tsx';
import { useConditionMode } from './mode.ts';

/** The columns to write into the text; the assistant offers them where they are chosen. */
export function ConditionHelp(props: WidgetProps<'text'>) {
  return useConditionMode((s) => s.mode) === 'text' ? <ColumnHelp {...props} /> : null;
}
