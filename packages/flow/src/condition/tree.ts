import { lex } from '../sql/lex.ts';

/**
 * A condition as nested groups: a view of an expression's text, which alone is stored. Every character of the text belongs
 * to the tree (`trivia`, `words`, a leaf's `text`), so a part that is not edited is printed as it was.
 */
export type ConditionPart = ConditionGroup | ConditionLeaf;

export type Join = 'AND' | 'OR';

/** All of the items, any of them, or with `negated` the opposite of that. */
export interface ConditionGroup {
  readonly kind: 'group';
  readonly join: Join;
  readonly negated: boolean;
  readonly items: readonly ConditionPart[];
  /** The words between the items, as they are spelled: one fewer than items. */
  readonly words: readonly string[];
  readonly trivia: Trivia;
}

/** A predicate, or any other expression that is true or false. */
export interface ConditionLeaf {
  readonly kind: 'leaf';
  /** Its SQL in the expression; a new leaf has none until it is complete. */
  readonly text: string | undefined;
  /** The parts that a form shows. Without it the leaf is a free expression. */
  readonly predicate?: Predicate;
  /** A free expression as it is typed, while that differs from `text`. */
  readonly typed?: string;
  readonly trivia: Trivia;
}

/** The text around a part: whitespace, comments, NOT, parentheses. */
export interface Trivia {
  readonly before: string;
  readonly after: string;
  /** Whether `before` and `after` have parentheses, precedence makes them needless, or the printer adds them. */
  readonly parentheses: 'written' | 'implied' | 'added';
}

/** A column, an operator, and its values. While it is edited, values may be missing or invalid. */
export interface Predicate {
  /** The column's name, then those of the fields inside it. */
  readonly column?: readonly string[];
  readonly operator: Operator;
  readonly values: readonly ConditionValue[];
}

/** A literal as it was entered, or another column. */
export type ConditionValue =
  | { readonly kind: LiteralKind; readonly raw: string }
  | { readonly kind: 'column'; readonly path: readonly string[] };

export type LiteralKind = 'string' | 'number' | 'boolean' | 'DATE' | 'TIME' | 'TIMESTAMP';

/** The way to a part: which item of the root, which item of that, and so on. */
export type PartPath = readonly number[];

export const comparisons = ['=', '<>', '<', '<=', '>', '>='] as const;
export type Comparison = (typeof comparisons)[number];

export const patterns = ['CONTAINS', 'STARTS WITH', 'ENDS WITH', 'LIKE'] as const;
/** LIKE, and three operators in place of its most common patterns. */
export type Pattern = (typeof patterns)[number];

export const truths = ['NULL', 'NOT NULL', 'TRUE', 'NOT TRUE', 'FALSE', 'NOT FALSE'] as const;

type Negatable = 'BETWEEN' | 'IN' | Pattern;
export type Operator = Comparison | Negatable | `NOT ${Negatable}` | `IS ${(typeof truths)[number]}`;

export const isComparison = (operator: string): operator is Comparison => comparisons.some((c) => c === operator);

export const noTrivia: Trivia = { before: '', after: '', parentheses: 'implied' };

/** A group whose parentheses the printer adds where they are needed. */
export const newGroup = (join: Join, items: readonly ConditionPart[]): ConditionGroup => ({
  kind: 'group',
  join,
  negated: false,
  items,
  words: items.slice(1).map(() => ` ${join} `),
  trivia: { ...noTrivia, parentheses: 'added' },
});

/** The whitespace at both ends of a part, which separates it from its neighbours. */
export interface Edges {
  readonly head: string;
  readonly tail: string;
}

export function edgesOf({ trivia: { before, after } }: ConditionPart): Edges {
  return {
    head: before.slice(0, before.length - before.trimStart().length),
    tail: after.slice(after.trimEnd().length),
  };
}

/** The part with other whitespace at its ends. */
export function withEdges<P extends ConditionPart>(part: P, { head, tail }: Partial<Edges>): P {
  const { before, after } = part.trivia;
  const trivia: Trivia = {
    ...part.trivia,
    before: head === undefined ? before : head + before.trimStart(),
    after: tail === undefined ? after : after.trimEnd() + tail,
  };
  return { ...part, trivia };
}

/** The trivia of a group with a NOT before its parentheses, which are added where there are none. */
export function withNot(trivia: Trivia): Trivia {
  const { before, after, parentheses } = trivia;
  const opening = parentheses === 'written' ? findToken(before, '(') : undefined;
  if (opening) return { ...trivia, before: `${before.slice(0, opening.start)}NOT ${before.slice(opening.start)}` };
  return { before: `${before}NOT (`, after: `)${after}`, parentheses: 'written' };
}

/** The trivia of a group without its first NOT. */
export function withoutNot(trivia: Trivia): Trivia {
  const not = findToken(trivia.before, 'NOT');
  if (!not) return trivia;
  const before = trivia.before.slice(0, not.start) + trivia.before.slice(not.end).trimStart();
  return { ...trivia, before };
}

/** Skips comments, which may hold the same word. */
const findToken = (piece: string, word: string) =>
  lex(piece).tokens.find(
    ({ kind, start, end }) => kind !== 'comment' && piece.slice(start, end).toUpperCase() === word,
  );

/** Whether a piece of SQL ends in a line comment, which would swallow what is put after it. */
export function endsInLineComment(piece: string): boolean {
  if (!/--|\/\//.test(piece)) return false;
  const last = lex(piece).tokens.at(-1);
  return last?.kind === 'comment' && last.end === piece.length && !piece.startsWith('/*', last.start);
}
