import { timestampText } from '../condition/parse-predicate.ts';
import type { DataType } from '../types/data-type.ts';
import { isFloating, isWhole, kindOf } from './kinds.ts';

const plain = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;
const floating = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)[eE][+-]?\d+$/;
/** Other spellings that Java parses as floating-point numbers: with a suffix, NaN and Infinity, hexadecimal. */
const suffixed = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?[dDfF]$/;
const named = /^[+-]?(?:NaN|Infinity)$/;
const hexadecimal = /^[+-]?0[xX]/;
/** A text that begins like this may be a value of the kind. */
const spellings = {
  date: /^\d+(?:-\d+(?:-\d+(?!\S))?)?(?!\S)/,
  time: /^\d{1,2}(?::\d{1,2}(?::\d{1,2}(?:\.\d*)?)?)?$/,
  timestamp: /^[+-]?\d{4,}-\d{2}-\d{2}(?!\S)/,
};
const truths = new Set(['T', 'TRUE', 'Y', 'YES', '1', 'F', 'FALSE', 'N', 'NO', '0']);

/**
 * Whether Flink certainly fails to cast a literal text to a type. False for spellings that only Flink can judge (how many
 * digits a type holds, days of a month). Source: BinaryStringDataUtil of flink-table-runtime
 */
export function isNoValue(written: string, type: DataType): boolean {
  const text = written.trim();
  switch (kindOf(type)) {
    case 'number':
      if (plain.test(text)) return false;
      if (isWhole(type)) return true;
      if (floating.test(text)) return false;
      return !isFloating(type) || ![suffixed, named, hexadecimal].some((spelling) => spelling.test(text));
    case 'boolean':
      return !truths.has(text.toUpperCase());
    case 'date':
      return !spellings.date.test(text);
    case 'time':
      return !spellings.time.test(text);
    case 'timestamp':
      return !spellings.timestamp.test(text);
    default:
      return false;
  }
}

/** The literal that was meant: a number without quotes, a time as Flink spells it. Undefined where it cannot be told. */
export function meantLiteral(text: string, type: DataType): string | undefined {
  const kind = kindOf(type);
  if (kind === 'number') return plain.test(text.trim()) ? text.trim().replace(/^\+/, '') : undefined;
  const spelled = kind === 'timestamp' ? timestampText('TIMESTAMP', text) : undefined;
  return spelled === undefined ? undefined : `TIMESTAMP '${spelled}'`;
}
