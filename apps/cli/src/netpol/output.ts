import { printableJson, printableLine } from '@headrace/text';
import { toSafeYaml } from '@headrace/yaml';
import type { SourceOptions } from './source.ts';

export const formats = ['table', 'json', 'yaml', 'markdown'] as const;
export type Format = (typeof formats)[number];

/** Where objects come from, and how an answer about them is printed. */
export interface PrintOptions extends SourceOptions {
  readonly output: Format;
}

/** Rows for people and programs: `columns` gives the cells of a table, the rows themselves are what programs get. */
export function printRows<Row>(
  rows: readonly Row[],
  columns: Readonly<Record<string, (row: Row) => string>>,
  format: Format,
): string {
  if (format === 'json') return `${printableJson(rows, 2)}\n`;
  if (format === 'yaml') return toSafeYaml(rows);
  const names = Object.keys(columns);
  const cells = rows.map((row) => names.map((name) => printableLine(columns[name]?.(row) ?? '')));
  return format === 'markdown' ? markdown(names, cells) : table(names, cells);
}

function table(names: readonly string[], cells: readonly (readonly string[])[]): string {
  const widths = names.map((name, i) =>
    cells.reduce((widest, row) => Math.max(widest, row[i]?.length ?? 0), name.length),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  return `${[names.map((n) => n.toUpperCase()), ...cells].map(line).join('\n')}\n`;
}

/** A cell may hold what Markdown would read: it is escaped. */
function markdown(names: readonly string[], cells: readonly (readonly string[])[]): string {
  const escaped = (cell: string) => cell.replace(/([\\`*_{}[\]<>|#])/g, '\\$1');
  const line = (row: readonly string[]) => `| ${row.map(escaped).join(' | ')} |`;
  return `${[line(names), `|${names.map(() => '---').join('|')}|`, ...cells.map(line)].join('\n')}\n`;
}
