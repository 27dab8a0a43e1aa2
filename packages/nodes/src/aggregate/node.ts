import {
  type Column,
  type Expression,
  findColumn,
  printType,
  type Query,
  type Relation,
  type Report,
  type SelectItem,
  types,
} from '@headrace/flow';
import { existing } from '@headrace/text';
import { checkTwice, isNumber, requireColumn } from '../shared/columns.ts';
import { defineNode } from '../shared/define.ts';
import { type Config, config } from './config.ts';
import { checkFunction, functionCall, needsType, resultName } from './functions.ts';
import { checkWindow, describeWindow, windowColumns, windowFunction } from './window.ts';

export default defineNode<Config>({
  type: 'aggregate',
  title: 'Aggregate',
  group: 'time',
  description: 'Counts, sums and averages over windows of time, for each group.',
  config,
  inputs: { kind: 'named', ports: [{ name: 'in', title: 'Events' }] },
  outputs: [{ name: 'out', title: 'Results' }],
  summary: (c) => {
    const results = c.functions
      .map((f) => (f.column === undefined ? f.function : `${f.function} of ${f.column}`))
      .join(', ');
    return `${results} ${describeWindow(c.window)}${c.groupBy.length > 0 ? `, by ${c.groupBy.join(', ')}` : ''}`;
  },
  windowed: (c) => (c.window.kind === 'none' ? undefined : c.functions.map(resultName)),
  suggestName: (c) => {
    const first: unknown = Array.isArray(c.groupBy) ? c.groupBy[0] : undefined;
    return typeof first === 'string' ? `by ${first}` : 'totals';
  },
  defaultConfig: ({ in: input }) => {
    // A sum of identifiers is meaningless.
    const number = input?.columns.find((c) => isNumber(c.type) && !/(^id|[_ ]id|[a-z]Id|id)$/.test(c.name));
    const functions: { function: string; column?: string }[] = [{ function: 'COUNT' }];
    if (number) functions.push({ function: 'SUM', column: number.name });
    const window = input?.eventTime === undefined ? { kind: 'none' } : { kind: 'tumbling', size: '1 min' };
    return { window, groupBy: [], functions };
  },
  infer: ({ config: c, inputs, report }) => {
    const input = existing(inputs.in);
    checkWindow(c.window, report);
    const groups = c.groupBy.map((name, i) => requireColumn(input, name, report, ['groupBy', i]));
    c.functions.forEach((f, i) => {
      checkFunction(f, i, c, input, report);
    });
    checkTime(c, input, report);
    const results = c.functions.map((f): Column => {
      const counts = f.function.startsWith('COUNT');
      const type = counts ? types.bigint : f.function === 'AVG' ? types.double : undefined;
      return { name: resultName(f), ...(type ? { type } : {}) };
    });
    const keys = groups.flatMap((g): Column[] => (g ? [{ name: g.flat, ...(g.type ? { type: g.type } : {}) }] : []));
    const own =
      c.window.kind === 'none' ? [] : Object.values(windowColumns).map((name) => ({ name, type: types.timestamp }));
    const columns = [...keys, ...results, ...own];
    checkTwice(
      columns.map((column) => column.name),
      report,
      (i) => (i < keys.length ? ['groupBy', i] : ['functions', Math.min(i - keys.length, results.length - 1), 'name']),
    );
    if (c.window.kind === 'none')
      return { out: { columns, changelog: { mode: 'retract', key: keys.map((k) => k.name) } } };
    return { out: { columns, changelog: { mode: 'append' }, eventTime: windowColumns.result } };
  },
  lower: ({ config: c, inputs, source, origin }) => {
    const input = existing(inputs.in);
    if (c.functions.some((f) => needsType(f, input))) return { relations: {}, needsTypes: true };
    const groups = c.groupBy.flatMap((name) => findColumn(input, name) ?? []);
    const items: SelectItem[] = [
      ...groups.map((g, i) => ({ expression: g.expression, as: g.flat, origin: origin('groupBy', i) })),
      ...c.functions.map((f, i) => ({
        expression: functionCall(f, input),
        as: resultName(f),
        origin: origin('functions', i),
      })),
    ];
    const groupBy: Expression[] = groups.map((g) => g.expression);
    return {
      relations: { out: query(c, input, source('in'), items, groupBy, origin('window')) },
      state: { of: 'operator', meaning: meaning(c, input) },
    };
  },
});

/** The state depends on the groups, the functions and the window; properties are identified by name and type. */
function meaning(c: Config, input: Relation): Record<string, unknown> {
  const typed = (name: string) => {
    const type = findColumn(input, name)?.type;
    return [name, type ? printType(type) : null];
  };
  return {
    window: c.window,
    eventTime: c.window.kind === 'none' ? null : (c.eventTime ?? input.eventTime ?? null),
    groups: c.groupBy.map(typed),
    functions: c.functions.map((f) => [f.function, f.percent ?? null, f.column === undefined ? null : typed(f.column)]),
  };
}

function query(
  c: Config,
  input: Relation,
  table: string,
  items: SelectItem[],
  groupBy: Expression[],
  origin: { node: string; path: readonly (string | number)[] },
): Query {
  if (c.window.kind === 'none') return { kind: 'select', items, from: { kind: 'table', name: table }, groupBy };
  const column = (name: string): Expression => ({ kind: 'column', path: [name] });
  const timeColumn = c.eventTime ?? existing(input.eventTime);
  const sessionKeys =
    c.window.kind === 'session' ? c.groupBy.filter((g) => input.columns.some((col) => col.name === g)) : [];
  return {
    kind: 'select',
    items: [
      ...items,
      { expression: column('window_start'), as: windowColumns.start },
      { expression: column('window_end'), as: windowColumns.end },
      { expression: column('window_time'), as: windowColumns.result },
    ],
    from: {
      kind: 'window',
      window: windowFunction(c.window),
      table,
      timeColumn,
      origin,
      ...(sessionKeys.length > 0 ? { partitionBy: sessionKeys } : {}),
    },
    // A job fails at an event without a time.
    where: { kind: 'is', what: 'NOT NULL', operand: column(timeColumn) },
    groupBy: [...groupBy, column('window_start'), column('window_end'), column('window_time')],
  };
}

function checkTime(c: Config, input: Relation, report: Report): void {
  if (c.window.kind === 'none') return;
  if (c.eventTime !== undefined) requireColumn(input, c.eventTime, report, ['eventTime']);
  if (input.eventTime === undefined)
    report({
      code: 'aggregate/no-event-time',
      message:
        'A window needs the event time, and it does not reach this node. Keep it in the nodes before, or choose the window None.',
      path: ['window'],
      fix: { title: 'Continuous', value: { kind: 'none' } },
    });
  else if (c.eventTime !== undefined && c.eventTime !== input.eventTime)
    report({
      code: 'aggregate/other-event-time',
      message: `The event time of the input is '${input.eventTime}'; only that carries the watermark. Choose it here, or another one in the source.`,
      path: ['eventTime'],
      fix: { title: `Use '${input.eventTime}'`, value: input.eventTime },
    });
}
