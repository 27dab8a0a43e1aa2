import { existing } from '@headrace/text';
import type { Misfit } from '../sql/lex.ts';
import { parsePredicate } from './parse-predicate.ts';
import { type ConditionToken, type TokenizedCondition, tokenizeCondition } from './tokenize-condition.ts';
import {
  type ConditionGroup,
  type ConditionLeaf,
  type ConditionPart,
  edgesOf,
  type Join,
  newGroup,
  noTrivia,
  type Trivia,
  withEdges,
} from './tree.ts';

export interface ParsedCondition {
  readonly root: ConditionGroup;
  /** Why the text cannot be split; the whole of it is then one free expression. */
  readonly misfit?: Misfit;
}

/** Groups that are nested deeper than this stay a free expression. */
const maxDepth = 16;

/**
 * Parses any text as groups of conditions. A part that is no predicate is a free expression, byte for byte.
 * This is no parser of SQL: it knows enough to split at AND, OR, NOT and parentheses. Precedence is Calcite's, which
 * Flink uses: NOT before AND before OR, all of them after comparisons, BETWEEN, IN, LIKE and IS.
 * Source: https://calcite.apache.org/docs/reference.html#operator-precedence
 */
export function parseCondition(text: string): ParsedCondition {
  if (text.trim() === '') return { root: { ...newGroup('AND', []), trivia: { ...noTrivia, before: text } } };
  const tokenized = tokenizeCondition(text);
  if ('misfit' in tokenized)
    return { root: groupOf('AND', [{ kind: 'leaf', text, trivia: noTrivia }], []), misfit: tokenized.misfit };
  const part = parsePart(tokenized, { from: 0, to: text.length, first: 0, end: tokenized.tokens.length }, 0);
  return { root: part.kind === 'group' ? part : groupOf('AND', [part], []) };
}

/** Characters `from`–`to` of the text, and tokens `first`–`end` in them (`to` and `end` exclusive). */
interface Range {
  readonly from: number;
  readonly to: number;
  readonly first: number;
  readonly end: number;
}

/** A group whose own trivia has the whitespace before its first and after its last item. */
function groupOf(join: Join, items: readonly ConditionPart[], words: readonly string[], before = ''): ConditionGroup {
  const { head } = edgesOf(existing(items[0]));
  const { tail } = edgesOf(existing(items.at(-1)));
  const last = items.length - 1;
  return {
    kind: 'group',
    join,
    negated: false,
    items: items.map((item, i) => withEdges(item, { ...(i === 0 && { head: '' }), ...(i === last && { tail: '' }) })),
    words,
    trivia: { before: before + head, after: tail, parentheses: 'implied' },
  };
}

function parsePart(of: TokenizedCondition, range: Range, depth: number): ConditionPart {
  const first = existing(of.tokens[range.first]);
  if (depth < maxDepth) {
    for (const join of ['OR', 'AND'] as const) {
      const joins = joinsIn(of, range, first.depth, join);
      if (joins.length > 0) return split(of, range, join, joins, depth);
    }
    if (first.word === 'NOT' && range.end - range.first > 1) return parseNegated(of, range, first, depth);
    if (isEnclosed(of, range)) {
      const last = existing(of.tokens[range.end - 1]);
      const inside = { from: first.end, to: last.start, first: range.first + 1, end: range.end - 1 };
      const part = parsePart(of, inside, depth + 1);
      return enclosed(part, of.text.slice(range.from, first.end), of.text.slice(last.start, range.to));
    }
  }
  return parseLeaf(of, range);
}

/** An AND or OR, and its index among the tokens. */
interface JoinToken {
  readonly token: ConditionToken;
  readonly index: number;
}

function joinsIn({ tokens }: TokenizedCondition, { first, end }: Range, depth: number, join: Join): JoinToken[] {
  const found: JoinToken[] = [];
  for (let index = first; index < end; index++) {
    const token = tokens[index];
    if (token?.joins && token.depth === depth && token.word === join) found.push({ token, index });
  }
  return found;
}

function split(
  of: TokenizedCondition,
  range: Range,
  join: Join,
  joins: readonly JoinToken[],
  depth: number,
): ConditionGroup {
  const items: ConditionPart[] = [];
  let { from, first } = range;
  for (const { token, index } of joins) {
    items.push(parsePart(of, { from, to: token.start, first, end: index }, depth));
    from = token.end;
    first = index + 1;
  }
  items.push(parsePart(of, { ...range, from, first }, depth));
  return groupOf(
    join,
    items,
    joins.map(({ token }) => of.text.slice(token.start, token.end)),
  );
}

function parseNegated(of: TokenizedCondition, range: Range, not: ConditionToken, depth: number): ConditionGroup {
  const part = parsePart(of, { ...range, from: not.end, first: range.first + 1 }, depth + 1);
  const before = of.text.slice(range.from, not.end);
  if (part.kind === 'group' && !part.negated && part.trivia.parentheses === 'written')
    return { ...enclosed(part, before, ''), negated: true };
  return { ...groupOf('OR', [part], [], before), negated: true };
}

/** Whether the first parenthesis closes at the end, with one condition inside. */
function isEnclosed({ tokens }: TokenizedCondition, { first, end }: Range): boolean {
  const depth = tokens[first]?.depth ?? 0;
  if (tokens[first]?.word !== '(' || end - first < 3) return false;
  for (let i = first + 1; i < end - 1; i++) {
    const token = tokens[i];
    if (token?.depth === depth || (token?.word === ',' && token.depth === depth + 1)) return false;
  }
  return tokens[end - 1]?.word === ')';
}

function enclosed<P extends ConditionPart>(part: P, before: string, after: string): P {
  const trivia: Trivia = {
    before: before + part.trivia.before,
    after: part.trivia.after + after,
    parentheses: 'written',
  };
  return { ...part, trivia };
}

function parseLeaf(of: TokenizedCondition, range: Range): ConditionLeaf {
  const tokens = of.tokens.slice(range.first, range.end);
  const start = tokens[0]?.start ?? range.from;
  const end = tokens.at(-1)?.end ?? range.to;
  const predicate = hasCommentIn(of, start, end) ? undefined : parsePredicate(of.text, tokens);
  return {
    kind: 'leaf',
    text: of.text.slice(start, end),
    ...(predicate && { predicate }),
    trivia: { ...noTrivia, before: of.text.slice(range.from, start), after: of.text.slice(end, range.to) },
  };
}

/** A binary search, since a condition may have as many comments as leaves. */
function hasCommentIn({ comments }: TokenizedCondition, start: number, end: number): boolean {
  let [low, high] = [0, comments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((comments[middle]?.start ?? 0) > start) high = middle;
    else low = middle + 1;
  }
  return (comments[low]?.end ?? Number.POSITIVE_INFINITY) < end;
}
