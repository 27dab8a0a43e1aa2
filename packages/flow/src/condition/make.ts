import { endsInComment } from './comment.ts';
import { outline } from './outline.ts';
import { printTest } from './print-test.ts';
import { readCondition } from './read.ts';
import { bare, type ConditionLeaf, type ConditionTest } from './tree.ts';

/** A condition; it has no SQL as long as its test is not complete. */
export const testLeaf = (test: ConditionTest): ConditionLeaf => ({
  kind: 'leaf',
  text: printTest(test),
  test,
  frame: bare,
});

/** An expression of one's own, with nothing in it yet. */
export const ownLeaf: ConditionLeaf = { kind: 'leaf', text: undefined, frame: bare };

/** The leaf with another test. Until that is complete its SQL stays as it was. */
export function withTest(leaf: ConditionLeaf, test: ConditionTest): ConditionLeaf {
  return { ...leaf, test, text: printTest(test) ?? leaf.text };
}

/** The leaf with another text of one's own. Until that is an expression its SQL stays as it was. */
export function withTyped(leaf: ConditionLeaf, typed: string): ConditionLeaf {
  return 'misfit' in outline(typed) ? { ...leaf, typed } : { ...leaf, typed, text: asOne(typed) };
}

/** A text that is a group by itself stays together in parentheses. */
function asOne(text: string): string {
  const { root } = readCondition(text);
  const one = !root.negated && (root.items.length === 1 || root.frame.parentheses === 'written');
  return one ? text : `(${text}${endsInComment(text) ? '\n' : ''})`;
}
