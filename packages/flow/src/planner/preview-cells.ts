import type { Column } from '../graph/relation.ts';
import type { Expression } from '../sql/tree.ts';
import type { DataType } from '../types/data-type.ts';
import { types } from '../types/data-type.ts';

/**
 * Characters of a value that a preview shows: more than fits on a screen and more than most whole events have. A value of
 * any size is cut inside Flink, so that neither its heap nor the way to the browser depends on what is in a topic.
 */
const longestCell = 10_000;

/** Characters of all long values of a row together, so that a row fits in a batch of results of 128 kB in any script. */
const longestRow = 30_000;

/** Of very many columns each keeps so much; then the bound of the row grows with their number, not with their values. */
const shortestCell = 64;

/** Texts of numbers, times and truth values: a DECIMAL(38, 38) with its sign and point has 41 characters. */
const longestPlain = 48;

/** The values of a port's rows as texts of bounded length. */
export interface PreviewCells {
  /** ARRAY<STRING>: the text of each column, in their order. */
  readonly texts: Expression;
  /** ARRAY<INT>: the whole length, in characters, of those columns that may be cut. */
  readonly lengths: Expression;
  /** Which columns those are: indexes, in the order of `lengths`. */
  readonly cut: readonly number[];
  /** To how many characters (code points) they are cut. */
  readonly limit: number;
  /** What a row of them takes at most, in bytes of Flink's row format. */
  readonly rowBytes: number;
}

/** Cuts the values of a row in SQL. The row as a whole is bounded by giving each of many columns less. */
export function previewCells(columns: readonly Column[]): PreviewCells {
  const cut = columns.flatMap((column, i) => (isPlain(column.type) ? [] : [i]));
  const limit = Math.max(shortestCell, Math.min(longestCell, Math.floor(longestRow / Math.max(1, cut.length))));
  const texts: Expression[] = [];
  const lengths: Expression[] = [];
  for (const column of columns) {
    const text = asText(column);
    if (isPlain(column.type)) texts.push(text);
    else {
      texts.push({ kind: 'call', name: 'LEFT', args: [text, { kind: 'number', value: limit }] });
      lengths.push({ kind: 'call', name: 'CHAR_LENGTH', args: [text] });
    }
  }
  return {
    texts: { kind: 'array', elements: texts },
    lengths: cut.length > 0 ? { kind: 'array', elements: lengths } : noLengths,
    cut,
    limit,
    rowBytes: bytesOf(columns.length, cut.length, limit),
  };
}

const noLengths: Expression = {
  kind: 'cast',
  operand: { kind: 'null' },
  type: { kind: 'array', element: types.int },
};

/** UTF-8 takes up to four bytes a character. A text takes a slot of 8 bytes and begins at a multiple of 8. */
function bytesOf(columns: number, cut: number, limit: number): number {
  const text = (characters: number) => 16 + 4 * characters;
  return 512 + (columns - cut) * text(longestPlain) + cut * (text(limit) + 8);
}

/** Whether the texts of a type have a length that is bounded by the type. */
function isPlain(type: DataType | undefined): boolean {
  if (type?.kind === 'decimal') return true;
  if (type?.kind === 'sized') return type.name.startsWith('TIME');
  return type?.kind === 'simple' && !['STRING', 'BYTES', 'VARIANT'].includes(type.name);
}

/** Nested values as JSON, the others as Flink casts them. */
function asText(column: Column): Expression {
  const value: Expression = { kind: 'column', path: [column.name] };
  const nested = column.type?.kind === 'row' || column.type?.kind === 'array' || column.type?.kind === 'map';
  return nested
    ? { kind: 'call', name: 'JSON_STRING', args: [value] }
    : { kind: 'cast', operand: value, type: types.string };
}
