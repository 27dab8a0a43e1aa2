import { type ConditionGroup, type PartPath, partAt } from '@headrace/flow';
import type { CursorWish } from './use-cursor.ts';

/** How people count: `2.1` is the first in the second group. */
export const numberOf = (path: PartPath): string => path.map((i) => i + 1).join('.');

/** Where the cursor goes when a part is removed: to the one that takes its place, else the one before, else adding. */
export function afterRemoval(root: ConditionGroup, path: PartPath): CursorWish {
  const around = path.slice(0, -1);
  const group = partAt(root, around);
  const left = group?.kind === 'group' ? group.items.length - 1 : 0;
  return left === 0 ? { adding: around } : { into: [...around, Math.min(path.at(-1) ?? 0, left - 1)] };
}
