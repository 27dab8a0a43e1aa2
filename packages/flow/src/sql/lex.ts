import type { DiagnosticCode } from '@headrace/diagnostics';
import { existing } from '@headrace/text';
import { identifierPart, identifierStart } from './generated/flink.ts';
import { remembered } from './remembered.ts';

/** A piece of an expression, as Flink's lexer cuts it; offsets are UTF-16 units, `end` is exclusive. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

/**
 * `word` is a keyword or an unquoted name, `identifier` a name in backticks, `string` a literal in apostrophes, `encoded` a
 * literal with a prefix (`X'0A'`, `U&'\0041'`), `sign` an operator or a bracket. Comments are tokens here, since the
 * condition editor keeps them; Flink's lexer skips them.
 */
export type TokenKind = 'word' | 'identifier' | 'string' | 'encoded' | 'number' | 'sign' | 'comment';

/** Why a text is not one expression that stays in its place, and where. */
export interface Misfit {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

const blanks = /[ \t\n\r\f]+/y;
// bounded: one class after another, which do not repeat each other.
const word = new RegExp(`[${identifierStart}][${identifierPart}]*`, 'y');
const number = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const lineComment = /(?:--|\/\/)[^\n\r]*/y;
const sign = /<=|>=|<>|=>|\|\||\.\.|[()[\].,=<>+\-*/%]/y;
/** `X'…'` and `U&'…'`, up to the apostrophe. */
const encoding = /(?:[xX]|[uU]&)(?=')/y;
/** `N'…'` and `_charset'…'`, up to the apostrophe. */
const charset = /(?:[nN]|_[a-zA-Z][a-zA-Z0-9:._-]*)(?=')/y;
const escaping = /[eE](?=')/y;
const endExec = /end-exec/iy;

/**
 * Cuts an expression into tokens exactly as Flink's lexer does, in time that grows with its length. A token that cannot
 * stand in an expression ends the list with a misfit. The suite `sql` compares the tokens with those of Flink.
 * Source: Calcite's Parser.jj in the lexical state BTID, which Lex.JAVA selects.
 */
export const lex = remembered(tokensOf);

function tokensOf(text: string): { readonly tokens: readonly Token[]; readonly misfit?: Misfit } {
  const tokens: Token[] = [];
  const half = text.search(/\p{Surrogate}/u);
  if (half >= 0) return { tokens, misfit: unknownSign(text, half) };
  const joinedByDollar = dollarFinder(text);
  for (let at = lengthOf(blanks, text, 0); at < text.length; at += lengthOf(blanks, text, at)) {
    const joined = joinedByDollar(at);
    const found = joined === undefined ? tokenAt(text, at) : collation(at, joined);
    if ('code' in found) return { tokens, misfit: found };
    tokens.push(found);
    at = found.end;
  }
  return { tokens };
}

/** Length of what a sticky pattern finds just here; 0 for nothing. */
function lengthOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex - at : 0;
}

function tokenAt(text: string, start: number): Token | Misfit {
  const length = (pattern: RegExp) => lengthOf(pattern, text, start);
  const token = (kind: TokenKind, size: number): Token => ({ kind, start, end: start + size });
  if (text[start] === "'") return quoted(text, start, start, 'string');
  if (text[start] === '`') return quotedName(text, start);
  if (text.startsWith('/*', start)) return blockComment(text, start);
  if (text.startsWith('*/', start)) return strayCommentEnd(start);
  const commented = length(lineComment);
  if (commented > 0) return token('comment', commented);
  const encoded = length(encoding);
  if (encoded > 0) return quoted(text, start, start + encoded, 'encoded');
  const prefixed = length(escaping) || length(charset);
  if (prefixed > 0) return prefixedText(start, start + prefixed + 1);
  const digits = length(number);
  if (digits > 0) return token('number', digits);
  const letters = length(word);
  if (letters === 'END'.length && length(endExec) > 0) return endExecWord(start);
  if (letters > 0) return token('word', letters);
  const signs = length(sign);
  return signs > 0 ? token('sign', signs) : unknownSign(text, start);
}

/** From the opening apostrophe to the one that closes; two in a row stand for one. */
function quoted(text: string, start: number, open: number, kind: TokenKind): Token | Misfit {
  const end = closing(text, open);
  const message = "The text that begins here has no closing '. Add it; a ' inside is written ''.";
  return end === undefined
    ? { code: 'expression/unclosed-text', message, start, end: text.length }
    : { kind, start, end };
}

/** A name in backticks. It has at least one character and no line break. */
function quotedName(text: string, start: number): Token | Misfit {
  const end = closing(text, start);
  const lineBreak = text.slice(start, end).search(/[\n\r]/);
  if (end !== undefined && end - start > '``'.length && lineBreak < 0) return { kind: 'identifier', start, end };
  const message = 'The name that begins here is empty or has no closing `. Complete it; a ` inside is written ``.';
  return { code: 'expression/unclosed-name', message, start, end: lineBreak < 0 ? text.length : start + lineBreak };
}

/** The end of what the quote at `open` opens. Undefined without a closing quote. */
function closing(text: string, open: number): number | undefined {
  const quote = text.charAt(open);
  for (let at = text.indexOf(quote, open + 1); at >= 0; at = text.indexOf(quote, at + 2))
    if (text[at + 1] !== quote) return at + 1;
  return undefined;
}

/**
 * A comment ends at the first star and slash behind its opening. The opening takes two characters more where a second
 * star follows and then no slash: a comment that begins with slash, three stars, slash is still open.
 */
function blockComment(text: string, start: number): Token | Misfit {
  if (text[start + 2] === '+') {
    const message = 'A hint (/*+ … */) cannot stand in an expression. Remove it.';
    return { code: 'expression/hint', message, start, end: start + 3 };
  }
  const formal = /\/\*\*[^/]/y;
  const end = text.indexOf('*/', start + (lengthOf(formal, text, start) || 2));
  if (end >= 0) return { kind: 'comment', start, end: end + 2 };
  const message = 'The comment that begins here is never closed. End it with */.';
  return { code: 'expression/unclosed-comment', message, start, end: text.length };
}

function strayCommentEnd(start: number): Misfit {
  const message = 'This */ ends no comment. Remove it, or put a blank between * and /.';
  return { code: 'expression/comment-end', message, start, end: start + 2 };
}

function prefixedText(start: number, end: number): Misfit {
  const message = "A text with this prefix cannot stand here. Write the text alone: 'text'; a ' inside is written ''.";
  return { code: 'expression/prefixed-text', message, start, end };
}

function endExecWord(start: number): Misfit {
  const message = 'Flink reads END-EXEC as one word. Put blanks around the -.';
  return { code: 'expression/word', message, start, end: start + 'END-EXEC'.length };
}

function collation(start: number, end: number): Misfit {
  const message = 'Flink reads this as one name because of the $. Put the name that has the $ in ` `.';
  return { code: 'expression/dollar', message, start, end };
}

function unknownSign(text: string, start: number): Misfit {
  const code = existing(text.codePointAt(start));
  const sign = String.fromCodePoint(code);
  const at = { start, end: start + sign.length };
  const number = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  if (sign === ';')
    return { code: 'expression/semicolon', message: 'An expression has no semicolon. Remove it.', ...at };
  if (sign === '"')
    return { code: 'expression/double-quote', message: "Texts stand in ' ', names in ` `. Replace the \".", ...at };
  if (sign === '!' && text[at.end] === '=') {
    const message = 'In Flink <> means "not equal". Write <> for !=.';
    return { code: 'expression/not-equal', message, start, end: at.end + 1 };
  }
  if (/[\p{C}\p{Z}]/u.test(sign)) {
    const message = `There is an invisible character here (${number}). Remove it, or write a plain blank.`;
    return { code: 'expression/control-character', message, ...at };
  }
  const message = `The sign ${sign} (${number}) cannot stand in an expression. Remove it; a name that has it stands in \` \`.`;
  return { code: 'expression/unknown-sign', message, ...at };
}

/**
 * Finds where a `$` makes one token of what Flink would otherwise read as several: letters, digits, `:`, `.`, `-` and `_`
 * before a `$` are the name of a collation (`COLLATION_ID`) unless they are a name anyway: `a-b$c` is one token.
 * @returns a function that gives the end of such a token at an offset, or undefined; offsets must grow from call to call
 */
function dollarFinder(text: string): (start: number) => number | undefined {
  if (!text.includes('$')) return () => undefined;
  // bounded: one class.
  const run = new RegExp(`[${identifierPart}:.-]+`, 'y');
  let runEnd = 0;
  let lastDollar = -1;
  return (start) => {
    if (start >= runEnd) {
      runEnd = start + lengthOf(run, text, start);
      lastDollar = text.slice(start, runEnd).lastIndexOf('$') + start;
    }
    if (lastDollar <= start) return undefined;
    const isName = start + lengthOf(word, text, start) > lastDollar;
    return isName ? undefined : lastDollar + 1;
  };
}
