import { compile } from '@headrace/netpol';
import {
  type Asked,
  filesInput,
  type Grid,
  type GridState,
  gridOf,
  PolicyEvaluator,
  portText,
} from '@headrace/netpol/matrix';
import { printableJson } from '@headrace/text';
import { jsonRows, markdownRows, tableRows, writeAll, yamlRows } from '../rows.ts';
import { complain } from '../terminal.ts';
import { answered } from './answered.ts';
import type { PrintOptions } from './output.ts';
import { readFrom, requireObjects, sayUnknown } from './source.ts';

export interface MatrixOptions extends PrintOptions {
  readonly whatIfDeny?: Exclude<Asked['whatIf'], ''>;
  readonly search?: string;
}

/**
 * `headrace netpol matrix`: what the page shows of files. A row is a port of a workload (or of something outside), with a state
 * for each caller.
 */
export async function matrix(path: string | undefined, options: MatrixOptions): Promise<number> {
  const found = await readFrom(path, options);
  requireObjects(options, found);
  const [onlyNamespace = ''] = options.namespace;
  const asked: Asked = { whatIf: options.whatIfDeny ?? '', onlyNamespace, search: options.search ?? '' };
  const input = filesInput(found.read.world, asked, { profile: 'headrace', namespace: onlyNamespace || 'default' });
  const evaluator = new PolicyEvaluator(input.seen);
  const grid = gridOf(input, {
    seen: evaluator,
    now: input.now === input.seen ? evaluator : new PolicyEvaluator(input.now),
  });
  sayUnknown({ ...found, compiled: compile(found.read.world) });
  await writeAll(textsOf(grid, options.output));
  for (const message of grid.leftOut) complain(message);
  return answered(0, found.read);
}

/** The text of a state in a cell. */
const wordOf = (state: GridState): string => (state === 'none' ? '-' : state);

function textsOf(grid: Grid, output: PrintOptions['output']): Iterable<string> {
  const cells = grid.rows.map((row) =>
    row.cells.map(({ state, was, limits }) =>
      [
        wordOf(state),
        ...(limits === '' ? [] : [`(${limits})`]),
        ...(was === undefined ? [] : [`[${wordOf(was)} today]`]),
      ].join(' '),
    ),
  );
  const callers = grid.callers.map((c) => c.title);
  if (output === 'json' || output === 'yaml') {
    const rows = grid.rows.map(({ title, namespace, protocol, start, stop, why, cells: states }) => ({
      to: title,
      namespace,
      protocol,
      ports: { start, end: stop },
      ...(why === '' ? {} : { why }),
      from: states.map(({ state, was, limits }, i) => ({
        from: callers[i],
        state,
        ...(was === undefined ? {} : { was }),
        ...(limits === '' ? {} : { limits }),
      })),
    }));
    return output === 'json' ? jsonRows(rows, (row) => printableJson(row)) : yamlRows(rows);
  }
  const lines = grid.rows.map((row, i) => [row.title, portText(row), ...(cells[i] ?? [])]);
  const titles = ['CALLED', 'PORT', ...callers];
  if (output === 'markdown') return markdownRows(titles, lines);
  const columns = titles.map((title, i) => ({
    title,
    width: lines.reduce((most, line) => Math.max(most, line[i]?.length ?? 0), title.length),
  }));
  return tableRows(columns, lines);
}
