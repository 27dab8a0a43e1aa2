import { nearest } from '../graph/nearest.ts';
import { readTypeAt } from '../types/parse-type.ts';
import { Words } from './expression-words.ts';
import {
  expressionFunctions,
  isExpressionFunction,
  mayStand,
  opensParenthesis,
  refusedFunctions,
  refusedTypeWords,
} from './flink-words.ts';
import { lex, type Misfit } from './lex.ts';
import { nestingMisfit } from './nesting.ts';
import { remembered } from './remembered.ts';

/**
 * Checks one expression before it is put into SQL in parentheses: it is one expression that stays in its place, reaches no
 * other table, carries no hint, is not nested too deep for Flink's planner, and calls only functions and names only types
 * that are on the lists of `flink-words.ts`. Whether its syntax and its types are right is the planner's to judge.
 * @param text what the author wrote
 * @returns what is wrong and where, or undefined; takes time that grows with the length of the text
 */
export function checkExpression(text: string): Misfit | undefined {
  const { words, misfit } = formOf(text);
  return misfit ?? checkNames(words);
}

/** The first half of `checkExpression`: whether a text can be taken apart, whatever functions and types it names. */
export function checkForm(text: string): Misfit | undefined {
  return formOf(text).misfit;
}

const formOf = remembered((text: string): { readonly words: Words; readonly misfit: Misfit | undefined } => {
  const { words, misfit } = wordsOf(text);
  return { words, misfit: misfit ?? checkStructure(words) };
});

function wordsOf(text: string): { words: Words; misfit?: Misfit } {
  const { tokens, misfit } = lex(text);
  const words = new Words(
    text,
    tokens.filter((t) => t.kind !== 'comment'),
  );
  if (misfit) return { words, misfit };
  return words.tokens.length === 0 ? { words, misfit: emptyExpression(text) } : { words };
}

function emptyExpression(text: string): Misfit {
  const message = 'The expression is empty. Write one, as price > 100.';
  return { code: 'expression/empty', message, start: 0, end: text.length };
}

const closedBy: Readonly<Record<string, string>> = { '(': ')', '[': ']' };

function checkStructure(words: Words): Misfit | undefined {
  const opened: number[] = [];
  for (let i = 0; i < words.tokens.length; i++) {
    const misfit = words.tokens[i]?.kind === 'sign' ? checkSign(words, i, opened) : checkQuery(words, i);
    if (misfit) return misfit;
  }
  const open = opened.pop();
  if (open === undefined) return nestingMisfit(words);
  return words.misfit(
    'expression/open',
    open,
    `This ${words.at(open)} is never closed. Add ${closedBy[words.at(open)]}.`,
  );
}

/** Checks that brackets are balanced, and that no comma is outside of them. */
function checkSign(words: Words, i: number, opened: number[]): Misfit | undefined {
  const sign = words.at(i);
  if (Object.hasOwn(closedBy, sign)) opened.push(i);
  if (sign === ',' && opened.length === 0)
    return words.misfit(
      'expression/comma',
      i,
      'An expression gives one value, so a comma cannot stand here. Remove what follows it.',
    );
  if (sign !== ')' && sign !== ']') return undefined;
  const last = opened.pop();
  if (last !== undefined && closedBy[words.at(last)] === sign) return undefined;
  return words.misfit('expression/closing', i, `This ${sign} closes nothing. Remove it, or open it before.`);
}

/** Words that begin a query or a table, which an expression may not reach. */
const queryWords = new Set([
  'SELECT',
  'VALUES',
  'TABLE',
  'EXISTS',
  'UNNEST',
  'LATERAL',
  'INSERT',
  'EXPLAIN',
  'MATCH_RECOGNIZE',
]);

function checkQuery(words: Words, i: number): Misfit | undefined {
  const word = words.at(i);
  // Elsewhere these words belong to a JSON function: JSON_QUERY(x, '$' WITH WRAPPER), JSON_OBJECT(KEY 'k' VALUE x).
  const isFirst = i === 0 || words.at(i - 1) === '(';
  const beginsQuery = queryWords.has(word) || (isFirst && (word === 'WITH' || word === 'VALUE'));
  if (!beginsQuery) return undefined;
  const raw = words.rawAt(i);
  const message = `${raw} would begin a query; an expression uses the columns of its own input only. If ${raw} is a column, write \`${raw}\`.`;
  return words.misfit('expression/query', i, message);
}

/** Checks words and functions. Types are skipped as a whole, since words have other meanings in them. */
function checkNames(words: Words): Misfit | undefined {
  const called: string[] = [];
  for (let i = 0; i < words.tokens.length; i++) {
    const word = words.at(i);
    if (Object.hasOwn(closedBy, word)) called.push(words.at(i - 1));
    if (word === ')' || word === ']') called.pop();
    const misfit = checkWord(words, i) ?? checkCall(words, i);
    if (misfit) return misfit;
    if (word !== 'AS' && !(word === 'RETURNING' && words.tokens[i + 1]?.kind === 'word')) continue;
    const type = skipType(words, i, called.at(-1));
    if (typeof type !== 'number') return type;
    i = type - 1;
  }
  return undefined;
}

function checkWord(words: Words, i: number): Misfit | undefined {
  const word = words.at(i);
  if (mayStand(word)) return undefined;
  const raw = words.rawAt(i);
  const message = `${raw} is a word of SQL that has no meaning in an expression. If ${raw} is a column, write \`${raw}\`.`;
  return words.misfit('expression/word', i, message);
}

/** A name before a parenthesis is a function of the list, written without a catalog before it. */
function checkCall(words: Words, i: number): Misfit | undefined {
  const token = words.tokens[i];
  if (!token || words.at(i + 1) !== '(' || (token.kind !== 'word' && token.kind !== 'identifier')) return undefined;
  if (token.kind === 'word' && opensParenthesis(words.at(i), words.at(i - 1))) return undefined;
  const raw = words.raw(token);
  const name = (token.kind === 'word' ? raw : raw.slice(1, -1).replaceAll('``', '`')).toUpperCase();
  if (words.at(i - 1) === '.')
    return words.misfit(
      'expression/function',
      i,
      `${raw} cannot be called with a name before it. Write the function alone.`,
    );
  if (isExpressionFunction(name)) return undefined;
  const reason = refusedFunctions.get(name);
  if (reason !== undefined) return words.misfit('expression/function', i, `${raw} cannot be used here: ${reason}.`);
  const meant = nearest(name, expressionFunctions);
  const hint = meant === undefined ? 'Check its name.' : `Did you mean ${meant}?`;
  return words.misfit('expression/function', i, `There is no function ${raw} in Flink. ${hint}`);
}

/**
 * The type behind an AS or RETURNING. An interval is left to the walk, since its words stand in expressions too.
 * @returns the index behind the type
 */
function skipType(words: Words, as: number, called: string | undefined): number | Misfit {
  if (words.at(as) === 'AS' && called !== 'CAST' && called !== 'TRY_CAST')
    return words.misfit('expression/word', as, 'AS stands only in CAST(… AS type) and TRY_CAST(… AS type). Remove it.');
  if (words.at(as + 1) === 'INTERVAL') return as + 1;
  const read = readTypeAt(words.text, words.tokens, as + 1);
  if ('type' in read) return read.end;
  const place = Math.min(read.at, words.tokens.length - 1);
  const reason = refusedTypeWords.get(words.at(place));
  const raw = words.rawAt(place);
  const message =
    reason === undefined
      ? `This is not a type that Flink knows: ${read.error}.`
      : `The type ${raw} cannot be used here: ${reason}.`;
  return words.misfit('expression/type', place, message);
}
