import type { Expression } from '../sql/tree.ts';
import type { DataType } from '../types/data-type.ts';
import type { ConditionValue, LiteralKind } from './tree.ts';

const numbers = ['TINYINT', 'SMALLINT', 'INT', 'BIGINT', 'FLOAT', 'DOUBLE'];

/** How values of a type are written; `undefined` for types that have no literal. */
export function literalKind(type: DataType): LiteralKind | undefined {
  if (type.kind === 'decimal') return 'number';
  if (type.kind === 'sized')
    return type.name.endsWith('CHAR')
      ? 'text'
      : type.name.startsWith('TIMESTAMP')
        ? 'TIMESTAMP'
        : type.name === 'TIME'
          ? 'TIME'
          : undefined;
  if (type.kind !== 'simple') return undefined;
  if (type.name === 'STRING') return 'text';
  if (type.name === 'BOOLEAN' || type.name === 'DATE') return type.name === 'DATE' ? 'DATE' : 'boolean';
  return numbers.includes(type.name) ? 'number' : undefined;
}

/** What somebody wrote as a value of a column. Where nobody knows the type yet, what looks like a number is one. */
export function literalOf(type: DataType | undefined, written: string): ConditionValue {
  if (type) return { kind: literalKind(type) ?? 'text', written };
  return { kind: isNumber(written) ? 'number' : 'text', written };
}

const isNumber = (written: string) => /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(written.trim());

/** The literal or column; `undefined` while what is written or chosen is none. */
export function valueExpression(value: ConditionValue): Expression | undefined {
  switch (value.kind) {
    case 'column':
      return value.path.length === 0 ? undefined : { kind: 'column', path: value.path };
    case 'text':
      return { kind: 'text', value: value.written };
    case 'number':
      return isNumber(value.written) ? { kind: 'digits', value: value.written.trim() } : undefined;
    case 'boolean':
      return /^(TRUE|FALSE)$/.test(value.written) ? { kind: 'boolean', value: value.written === 'TRUE' } : undefined;
    default: {
      const text = momentText(value.kind, value.written);
      return text === undefined ? undefined : { kind: 'moment', of: value.kind, value: text };
    }
  }
}

/**
 * A date or time as Flink takes it (`2026-04-07 08:00:00.250`); `undefined` where something is missing that cannot be
 * guessed. The T, the Z and the seconds of ISO 8601 may be there or not.
 */
export function momentText(kind: 'DATE' | 'TIME' | 'TIMESTAMP', written: string): string | undefined {
  const text = written.trim();
  if (kind === 'DATE') return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined;
  if (kind === 'TIME') {
    const [, minutes, seconds = ':00'] = /^(\d{2}:\d{2})(:\d{2}(?:\.\d{1,9})?)?$/.exec(text) ?? [];
    return minutes && minutes + seconds;
  }
  const [, date, time = '00:00'] = /^(\d{4}-\d{2}-\d{2})(?:[T ](\S+?)Z?)?$/.exec(text) ?? [];
  const clock = momentText('TIME', time);
  return date && clock && `${date} ${clock}`;
}
