import type { PatternFault } from './time-pattern.ts';

/** Constructs that change the meaning of other characters. Expressions with them are not checked. */
const notRead = /\\Q|\(\?[a-zA-Z-]*x|\\c/;
/** Letters behind a backslash that Java gives no meaning. */
const noEscape = new Set('CFIJKLMOTUYgijlmoqy');
const group = /\((?:\?(?:[:=!>]|<[=!]|<[A-Za-z][A-Za-z0-9]*>|[imsducUx-]*:?))?/y;
const counted = /\{(\d+)(?:,(\d*))?\}/y;

/**
 * Finds certain errors in a regular expression of Java: unclosed groups and classes, repetitions of nothing, and unknown
 * escapes. Constructs that it does not know are accepted. Source: java.util.regex.Pattern of JDK 17; the suite `sql` checks
 * that it rejects nothing that Java accepts.
 */
export function regexpFault(text: string): PatternFault | undefined {
  if (notRead.test(text)) return undefined;
  const open: number[] = [];
  /** Whether there is nothing before it to repeat. */
  let atStart = true;
  for (let at = 0; at < text.length; ) {
    const sign = text.charAt(at);
    const here = (message: string, end = at + 1): PatternFault => ({ message, start: at, end });
    if (sign === '\\') {
      const fault = escapeFault(text, at);
      if (fault) return fault;
      at = escapeEnd(text, at);
      atStart = false;
    } else if (sign === '[') {
      const end = classEnd(text, at);
      if (end === undefined) return here('the [ is never closed');
      if (end === 'unsure') return undefined;
      at = end;
      atStart = false;
    } else if (sign === '(') {
      group.lastIndex = at;
      const found = group.exec(text)?.[0] ?? '(';
      if (found.startsWith('(?') && found.length === 2) return undefined;
      // `(?i)` sets flags and opens nothing.
      const isFlags = /^\(\?[imsducU-]+$/.test(found);
      if (isFlags && text[at + found.length] !== ')') return undefined;
      if (!isFlags) open.push(at);
      at += found.length + (isFlags ? 1 : 0);
      atStart = true;
    } else if (sign === ')') {
      if (open.pop() === undefined) return here('the ) closes nothing');
      at++;
      atStart = false;
    } else if ('*+?{'.includes(sign)) {
      if (atStart && sign !== '{') return here(`${sign} has nothing before it to repeat`);
      const end = sign === '{' ? countedEnd(text, at) : at + 1;
      if (typeof end !== 'number') return end;
      at = end;
      // A ? or + after it makes it reluctant or possessive.
      if ('?+'.includes(text[at] ?? ' ')) at++;
    } else {
      atStart = sign === '|';
      at++;
    }
  }
  const start = open.pop();
  return start === undefined ? undefined : { message: 'the ( is never closed', start, end: start + 1 };
}

function escapeFault(text: string, at: number): PatternFault | undefined {
  const letter = text[at + 1];
  if (letter === undefined) return { message: 'the \\ at its end stands before nothing', start: at, end: at + 1 };
  if (noEscape.has(letter)) return { message: `there is no \\${letter}`, start: at, end: at + 2 };
  return undefined;
}

/** The offset after an escape, which includes the braces after `\p`, `\P`, `\x` and `\N`. */
function escapeEnd(text: string, at: number): number {
  const braced = /\\[pPxN]\{[^}]*\}/y;
  braced.lastIndex = at;
  return braced.test(text) ? braced.lastIndex : at + 2;
}

/** The offset after a character class; `unsure` where it contains constructs that this does not know. */
function classEnd(text: string, start: number): number | undefined | 'unsure' {
  let at = start + 1;
  if (text[at] === '^') at++;
  if (text[at] === ']') return text.indexOf(']', at + 1) < 0 ? undefined : 'unsure';
  for (; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '[' || text.startsWith('&&', at)) return 'unsure';
    else if (text[at] === ']') return at + 1;
  }
  return undefined;
}

function countedEnd(text: string, at: number): number | PatternFault {
  counted.lastIndex = at;
  const found = counted.exec(text);
  const fault = {
    message: 'a repetition is {3}, {2,} or {2,5}; a { that is meant as such is written \\{',
    start: at,
    end: at + 1,
  };
  if (!found) return fault;
  const [, least = '', most] = found;
  if (most !== undefined && most !== '' && Number(most) < Number(least)) return fault;
  return at + found[0].length;
}
