import { type DataType, type Expression, findColumn, type Relation, type Report, types } from '@headrace/flow';
import { isNumber, isText, requireColumn } from '../shared/columns.ts';
import type { AggregateFunction, Config } from './config.ts';

/** The name of the result: the configured one, or `SUM_quantity`, `COUNT_DISTINCT_user`, `COUNT`. */
export function resultName(f: AggregateFunction): string {
  if (f.name !== undefined) return f.name;
  const fn = f.function.replace(' ', '_');
  return f.column === undefined ? fn : `${fn}_${f.column.replaceAll('.', '_')}`;
}

/** Reports missing and unsuitable arguments of a function. Types that are not known yet are left to the planner. */
export function checkFunction(
  f: AggregateFunction,
  index: number,
  config: Config,
  input: Relation,
  report: Report,
): void {
  const at = (key: string) => ['functions', index, key];
  if (f.function === 'PERCENTILE' && f.percent === undefined)
    report({
      code: 'aggregate/no-percent',
      message: 'Which percentile? Set the percent: 50 is the median, 95 leaves out the highest 5 %.',
      path: at('percent'),
    });
  const merges = config.window.kind !== 'none' && config.window.kind !== 'tumbling';
  if (merges && (f.function === 'FIRST_VALUE' || f.function === 'LAST_VALUE'))
    report({
      code: 'aggregate/unmergeable',
      message: `Flink can keep ${f.function} in tumbling windows only; the others are put together from parts. Use MIN or MAX, or a tumbling window.`,
      path: at('function'),
    });
  if (f.column === undefined) {
    if (f.function !== 'COUNT')
      report({
        code: 'aggregate/no-column',
        message: `${f.function} needs a property. Choose one under Of.`,
        path: at('column'),
      });
    return;
  }
  const column = requireColumn(input, f.column, report, at('column'));
  if (!column?.type) return;
  const wantsNumber = f.function === 'SUM' || f.function === 'AVG' || f.function === 'PERCENTILE';
  if (wantsNumber && !isNumber(column.type))
    report({
      code: 'aggregate/not-a-number',
      message: `${f.function} needs a number, and '${f.column}' is not a number. Convert it in a Transform node with CAST(… AS DOUBLE).`,
      path: at('column'),
    });
  if (f.function === 'LISTAGG' && !isText(column.type))
    report({
      code: 'aggregate/not-a-text',
      message: `LISTAGG needs a text, and '${f.column}' is not a text. Convert it in a Transform node with CAST(… AS STRING).`,
      path: at('column'),
    });
}

export function functionCall(f: AggregateFunction, input: Relation): Expression {
  const column = f.column === undefined ? undefined : findColumn(input, f.column)?.expression;
  switch (f.function) {
    case 'COUNT':
      return { kind: 'call', name: 'COUNT', args: [column ?? { kind: 'star' }] };
    case 'COUNT DISTINCT':
      return { kind: 'call', name: 'COUNT', distinct: true, args: column ? [column] : [] };
    case 'PERCENTILE':
      return {
        kind: 'call',
        name: 'PERCENTILE',
        args: [...(column ? [column] : []), { kind: 'number', value: (f.percent ?? 50) / 100 }],
      };
    case 'SUM':
      return { kind: 'call', name: 'SUM', args: column ? [wide(column, findColumn(input, f.column ?? '')?.type)] : [] };
    case 'AVG': {
      // Flink's AVG of whole numbers truncates the result, so they are converted first.
      const operand = column ?? ({ kind: 'null' } as const);
      return { kind: 'call', name: 'AVG', args: [{ kind: 'cast', operand, type: types.double }] };
    }
    default:
      return { kind: 'call', name: f.function, args: column ? [column] : [] };
  }
}

/** Flink adds whole numbers in their own type, which overflows silently, so they are added in a larger one. */
function wide(operand: Expression, type: DataType | undefined): Expression {
  if (type?.kind !== 'simple') return operand;
  if (type.name === 'BIGINT') return { kind: 'cast', operand, type: { kind: 'decimal', precision: 38, scale: 0 } };
  return ['TINYINT', 'SMALLINT', 'INT'].includes(type.name) ? { kind: 'cast', operand, type: types.bigint } : operand;
}

/** Whether a sum is over a property whose type only the planner knows. */
export function needsType(f: AggregateFunction, input: Relation): boolean {
  return f.function === 'SUM' && f.column !== undefined && findColumn(input, f.column)?.type === undefined;
}
