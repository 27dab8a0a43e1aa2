/**
 * A condition as nested groups: a view of an expression's text, which alone is kept. Every character of the text has its
 * place in the tree (`frame`, `words`, a leaf's `text`), so what nobody changes is printed as it was.
 */
export type ConditionPart = ConditionGroup | ConditionLeaf;

export type Join = 'AND' | 'OR';

/** All of the items, any of them, or with `negated` the opposite of that. */
export interface ConditionGroup {
  readonly kind: 'group';
  readonly join: Join;
  readonly negated: boolean;
  readonly items: readonly ConditionPart[];
  /** What stands between the items, as it is spelled: one less than items. */
  readonly words: readonly string[];
  readonly frame: Frame;
}

export interface ConditionLeaf {
  readonly kind: 'leaf';
  /** The SQL that stands for it in the expression; a new one has none until it is complete. */
  readonly text: string | undefined;
  /** What it asks, in parts that a form can show. Without it the text is an expression of one's own. */
  readonly test?: ConditionTest;
  /** An expression of one's own as it is typed, while that differs from `text`. */
  readonly typed?: string;
  readonly frame: Frame;
}

/** What stands around a part: blanks, comments, NOT, parentheses. */
export interface Frame {
  readonly before: string;
  readonly after: string;
  /** Whether `before` and `after` have parentheses, precedence makes them needless, or the printer adds them. */
  readonly parentheses: 'written' | 'implied' | 'added';
}

/** A column, an operator, and as many values as that takes; fewer, or unfit ones, while somebody is at it. */
export interface ConditionTest {
  /** The column's name, then those of the fields inside it. */
  readonly column?: readonly string[];
  readonly operator: Operator;
  readonly values: readonly ConditionValue[];
}

/** A literal as somebody wrote it, or another column. */
export type ConditionValue =
  | { readonly kind: LiteralKind; readonly written: string }
  | { readonly kind: 'column'; readonly path: readonly string[] };

export type LiteralKind = 'text' | 'number' | 'boolean' | 'DATE' | 'TIME' | 'TIMESTAMP';

export const comparisons = ['=', '<>', '<', '<=', '>', '>='] as const;
export type Comparison = (typeof comparisons)[number];

const positive = ['BETWEEN', 'IN', 'CONTAINS', 'STARTS WITH', 'ENDS WITH', 'LIKE'] as const;
export const truths = ['NULL', 'NOT NULL', 'TRUE', 'NOT TRUE', 'FALSE', 'NOT FALSE'] as const;

/** The operators of SQL, and three that stand for patterns of LIKE. */
export type Operator =
  | Comparison
  | (typeof positive)[number]
  | `NOT ${(typeof positive)[number]}`
  | `IS ${(typeof truths)[number]}`;

export const isComparison = (operator: Operator): operator is Comparison =>
  (comparisons as readonly string[]).includes(operator);

export const bare: Frame = { before: '', after: '', parentheses: 'implied' };

/** A group whose parentheses the printer adds where they are needed. */
export const newGroup = (join: Join, items: readonly ConditionPart[]): ConditionGroup => ({
  kind: 'group',
  join,
  negated: false,
  items,
  words: items.slice(1).map(() => ` ${join} `),
  frame: { ...bare, parentheses: 'added' },
});
