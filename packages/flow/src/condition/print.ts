import { endsInComment } from './comment.ts';
import type { ConditionGroup, ConditionPart, Join } from './tree.ts';

/** The way to a part: which item of the root, which item of that, and so on. */
export type PartPath = readonly number[];

export interface PrintedCondition {
  /** Empty where no condition is there. */
  readonly text: string;
  /** Where each leaf stands in it (UTF-16 offsets, end exclusive). */
  readonly leaves: readonly { readonly path: PartPath; readonly start: number; readonly end: number }[];
}

/** Prints what is there of a tree: as it was read, where nothing was changed. Nothing here can fail. */
export function printCondition(root: ConditionGroup): PrintedCondition {
  const out = new Printer();
  if (isThere(root)) out.part(root, [], undefined);
  else if (root.items.length === 0 && root.frame.before.trim() === '') out.put(root.frame.before);
  return out;
}

/** Whether it has SQL; a leaf that nobody completed has none, nor has a group of such leaves. */
export const isThere = (part: ConditionPart): boolean =>
  part.kind === 'leaf' ? part.text !== undefined : part.items.some(isThere);

class Printer implements PrintedCondition {
  text = '';
  readonly leaves: { path: PartPath; start: number; end: number }[] = [];
  /** What was put last ends in a comment that goes on to the end of its line. */
  private commenting = false;

  put(piece: string): void {
    const ended = /^[^\S\n\r]*[\n\r]/.test(piece);
    if (this.commenting && piece.trim() !== '' && !ended) this.text += '\n';
    this.text += piece;
    this.commenting = piece.trim() === '' ? this.commenting && !ended : endsInComment(piece);
  }

  part(part: ConditionPart, path: PartPath, parent: Join | undefined): void {
    this.put(part.frame.before);
    if (part.kind === 'group') this.group(part, path, parent);
    else if (part.text !== undefined) {
      const start = this.text.length + (this.commenting ? 1 : 0);
      this.put(part.text);
      this.leaves.push({ path, start, end: this.text.length });
    }
    this.put(part.frame.after);
  }

  private group(group: ConditionGroup, path: PartPath, parent: Join | undefined): void {
    const there = group.items.flatMap((item, i) => (isThere(item) ? [i] : []));
    const enclose = there.length > 1 && needsParentheses(group, parent);
    if (enclose) this.put('(');
    there.forEach((i, n) => {
      if (n > 0) this.put(group.words[i - 1] ?? '');
      this.part(group.items[i] as ConditionPart, [...path, i], group.join);
    });
    if (enclose) this.put(')');
  }
}

function needsParentheses({ join, negated, frame }: ConditionGroup, parent: Join | undefined): boolean {
  if (frame.parentheses === 'written') return false;
  return negated || (parent !== undefined && (frame.parentheses === 'added' || join === 'OR' || parent === 'AND'));
}
