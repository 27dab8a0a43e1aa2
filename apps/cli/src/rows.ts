import { printableLine, UserError } from '@headrace/text';
import { toSafeYaml } from '@headrace/yaml';

/** Characters that are written at once. */
const chunk = 64 * 1024;

/**
 * Writes texts to standard output in order, with backpressure, so that memory is bounded. All texts must be printable
 * (`printableLine` and similar).
 * @throws UserError if standard output cannot be written: its reader has closed it, or the disk is full
 */
export async function writeAll(texts: Iterable<string>): Promise<void> {
  let waiting = '';
  // The first row is written immediately.
  let isFirst = true;
  for (const text of texts) {
    waiting += text;
    if (!isFirst && waiting.length < chunk) continue;
    await write(waiting);
    [waiting, isFirst] = ['', false];
  }
  if (waiting !== '') await write(waiting);
}

const write = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(text, (e) => (e ? reject(new UserError(unwritten(e))) : resolve()));
  });

/** The message for standard output that cannot be written. */
export function unwritten({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'EPIPE') return 'The reader closed standard output: the rest was not written.';
  const why = code === 'ENOSPC' ? 'the disk is full (ENOSPC)' : (code ?? message);
  return `Standard output cannot be written: ${why}. The output is incomplete.`;
}

/** Rows as a JSON array, one per line. `toJson` returns printable JSON without line feeds. */
export function* jsonRows<Row>(rows: Iterable<Row>, toJson: (row: Row) => string): Generator<string> {
  let before = '[\n  ';
  for (const row of rows) {
    yield `${before}${toJson(row)}`;
    before = ',\n  ';
  }
  yield before.startsWith('[') ? '[]\n' : '\n]\n';
}

/** Rows as a list of YAML. */
export function* yamlRows(rows: Iterable<unknown>): Generator<string> {
  let some = false;
  for (const row of rows) {
    some = true;
    yield toSafeYaml([row]);
  }
  if (!some) yield '[]\n';
}

/** A column of a table: its title and minimum width. */
export interface Column {
  readonly title: string;
  readonly width: number;
}

/** Rows as a table whose columns have minimum widths; a wider cell moves the rest of its row. */
export function* tableRows(columns: readonly Column[], rows: Iterable<readonly string[]>): Generator<string> {
  const line = (cells: readonly string[]) =>
    `${cells
      .map((cell, i) => printableLine(cell).padEnd(columns[i]?.width ?? 0))
      .join('  ')
      .trimEnd()}\n`;
  yield line(columns.map(({ title }) => title));
  for (const row of rows) yield line(row);
}

/** Rows as a Markdown table. Markdown in cells is escaped. */
export function* markdownRows(titles: readonly string[], rows: Iterable<readonly string[]>): Generator<string> {
  const escaped = (cell: string) => printableLine(cell).replace(/([\\`*_{}[\]<>|#])/g, '\\$1');
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |\n`;
  yield line(titles);
  yield `|${titles.map(() => '---').join('|')}|\n`;
  for (const row of rows) yield line(row);
}
