import { momentText } from '../condition/literal.ts';
import type { DataType } from '../types/data-type.ts';
import { isFloating, isWhole, kindOf } from './kinds.ts';

// bounded: by the length of an expression, and each part once.
const plain = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)\s*$/;
const floating = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)[eE][+-]?\d+\s*$/;
/** What Java reads as a floating number beside those. */
const javaOnly =
  /^\s*[+-]?(?:NaN|Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[dDfF]|0[xX][\da-fA-F.]+[pP][+-]?\d+[dDfF]?)\s*$/;
/** Whatever begins like a value of these kinds may be one. */
const spellings = {
  date: /^\s*\d+(?:-\d+(?:-\d+(?:\s.*)?)?)?\s*$/s,
  time: /^\s*\d{1,2}(?::\d{1,2}(?::\d{1,2}(?:\.\d*)?)?)?\s*$/,
  timestamp: /^\s*[+-]?\d{4,}-\d{2}-\d{2}(?:\s.*)?$/s,
};
const truths = new Set(['T', 'TRUE', 'Y', 'YES', '1', 'F', 'FALSE', 'N', 'NO', '0']);

/**
 * Whether a literal text surely is no value of a type, so that Flink's cast fails. Spellings that only Flink can judge
 * (how many digits a type holds, days of a month) give false.
 * Source: BinaryStringDataUtil of flink-table-runtime
 */
export function isNoValue(text: string, type: DataType): boolean {
  switch (kindOf(type)) {
    case 'number':
      if (plain.test(text)) return false;
      if (isWhole(type)) return true;
      return !floating.test(text) && !(isFloating(type) && javaOnly.test(text));
    case 'boolean':
      return !truths.has(text.trim().toUpperCase());
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
  if (kind === 'number') return plain.test(text) ? text.trim().replace(/^\+/, '') : undefined;
  const spelled = kind === 'timestamp' ? momentText('TIMESTAMP', text) : undefined;
  return spelled === undefined ? undefined : `TIMESTAMP '${spelled}'`;
}
