import { lex } from '../sql/lex.ts';
import type { Frame } from './tree.ts';

/** What stands around a group that shall be the opposite. */
export function denied(frame: Frame): Frame {
  const { before, after, parentheses } = frame;
  const sign = parentheses === 'written' ? tokenIn(before, '(') : undefined;
  if (sign) return { ...frame, before: `${before.slice(0, sign.start)}NOT ${before.slice(sign.start)}` };
  return { before: `${before}NOT (`, after: `)${after}`, parentheses: 'written' };
}

/** What stands around a group that shall be the opposite no more. */
export function affirmed(frame: Frame): Frame {
  const not = tokenIn(frame.before, 'NOT');
  if (!not) return frame;
  const before = frame.before.slice(0, not.start) + frame.before.slice(not.end).trimStart();
  return { ...frame, before };
}

/** Looked up as a token, since comments may say the same. */
const tokenIn = (piece: string, word: string) =>
  lex(piece).tokens.find(
    ({ kind, start, end }) => kind !== 'comment' && piece.slice(start, end).toUpperCase() === word,
  );
