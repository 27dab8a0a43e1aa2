import type { Edit } from '@headrace/flow';
import type { Patch } from 'immer';

type Path = readonly (string | number)[];
/** An object or a list, as a path goes through it. */
type Indexed = Record<string | number, unknown>;

/**
 * What the document's text must take over from a gesture. A list that grew, shrank or was reordered is written as a
 * whole (its patches move every item after the place); every other change is written at its own path, so that the
 * comments and unknown keys around it stay.
 *
 * @param after the document with the patches applied.
 */
export function editsFromPatches(patches: readonly Patch[], after: unknown): Edit[] {
  const lists = patches.map((patch) => reshapedList(patch, after)).filter((path) => path !== undefined);
  const edits: Edit[] = [];
  for (const patch of patches) {
    const list = lists.find((path) => startsWith(patch.path, path));
    const path = list ?? patch.path;
    const value = list || patch.op !== 'remove' ? valueAt(after, path) : undefined;
    if (!edits.some((edit) => samePath(edit.path, path))) edits.push({ path, value });
  }
  return edits;
}

/** The list that the patch adds to, removes from or cuts; `undefined` when it does not change the shape of one. */
function reshapedList(patch: Patch, after: unknown): Path | undefined {
  const parent = patch.path.slice(0, -1);
  if (!Array.isArray(valueAt(after, parent))) return undefined;
  const last = patch.path.at(-1);
  return patch.op !== 'replace' || last === 'length' ? parent : undefined;
}

/** The value at a path, `undefined` where there is none. */
export function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) {
    if (!isIndexed(value)) return undefined;
    value = value[step];
  }
  return value;
}

/** Sets a value in a draft, making the objects on the way; `undefined` removes. */
export function setAt(root: Indexed, path: Path, value: unknown): void {
  const last = path.at(-1);
  if (last === undefined) return;
  let at = root;
  for (const [i, step] of path.slice(0, -1).entries()) {
    if (!isIndexed(at[step])) at[step] = typeof path[i + 1] === 'number' ? [] : {};
    const next = at[step];
    if (!isIndexed(next)) return;
    at = next;
  }
  if (value !== undefined) at[last] = value;
  else if (Array.isArray(at)) at.splice(Number(last), 1);
  else delete at[last];
}

const isIndexed = (value: unknown): value is Indexed => typeof value === 'object' && value !== null;

const startsWith = (path: Path, start: Path) =>
  start.length <= path.length && start.every((step, i) => step === path[i]);
const samePath = (a: Path, b: Path) => a.length === b.length && startsWith(a, b);
