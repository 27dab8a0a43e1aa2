import { edgesOf, withEdges } from './edges.ts';
import { affirmed, denied } from './negate.ts';
import type { PartPath } from './print.ts';
import { type ConditionGroup, type ConditionPart, type Join, newGroup } from './tree.ts';

/** The part at a path, or nothing where nothing is. */
export function partAt(root: ConditionGroup, path: PartPath): ConditionPart | undefined {
  return path.reduce<ConditionPart | undefined>(
    (part, i) => (part?.kind === 'group' ? part.items[i] : undefined),
    root,
  );
}

/** The tree with another part in the place of the one at a path; what is beside it stays as it is. */
export function replaceAt(root: ConditionGroup, path: PartPath, part: ConditionPart): ConditionGroup {
  const at = path.at(-1);
  if (at === undefined) return part.kind === 'group' ? part : newGroup('AND', [part]);
  return changeGroup(root, path.slice(0, -1), (group) =>
    at < group.items.length ? { ...group, items: group.items.with(at, part) } : group,
  );
}

function changeGroup(
  root: ConditionGroup,
  path: PartPath,
  change: (group: ConditionGroup) => ConditionGroup,
): ConditionGroup {
  const [i, ...rest] = path;
  if (i === undefined) return change(root);
  const item = root.items[i];
  return item?.kind === 'group' ? { ...root, items: root.items.with(i, changeGroup(item, rest, change)) } : root;
}

/** Adds a part at the end of the group at a path. */
export function addTo(root: ConditionGroup, path: PartPath, part: ConditionPart): ConditionGroup {
  return changeGroup(root, path, (group) => {
    const last = group.items.at(-1);
    if (!last) return { ...group, items: [part], words: [] };
    const { tail } = edgesOf(last);
    return {
      ...group,
      items: [...group.items.slice(0, -1), withEdges(last, { tail: '' }), withEdges(part, { tail })],
      words: [...group.words, ` ${group.join} `],
    };
  });
}

/** Takes the part at a path out. The root stays, and so do groups that have nothing in them any more. */
export function removeAt(root: ConditionGroup, path: PartPath): ConditionGroup {
  const at = path.at(-1);
  if (at === undefined) return root;
  return changeGroup(root, path.slice(0, -1), (group) => {
    const gone = group.items[at];
    if (!gone) return group;
    const { head, tail } = edgesOf(gone);
    const items = group.items.filter((_, i) => i !== at);
    if (items.length === 0) return { ...group, items, words: [] };
    const neighbour = Math.max(0, at - 1);
    const edges = { ...(at === 0 && { head }), ...(at === items.length && { tail }) };
    return {
      ...group,
      items: items.with(neighbour, withEdges(items[neighbour] as ConditionPart, edges)),
      words: group.words.filter((_, i) => i !== neighbour),
    };
  });
}

/** Puts the part at a path into a group of its own, of the other kind than the one around it. */
export function wrapAt(root: ConditionGroup, path: PartPath): ConditionGroup {
  const part = partAt(root, path);
  if (!part) return root;
  const around = partAt(root, path.slice(0, -1));
  const join: Join = around?.kind === 'group' && around.join === 'AND' ? 'OR' : 'AND';
  return replaceAt(root, path, withEdges(newGroup(join, [withEdges(part, { head: '', tail: '' })]), edgesOf(part)));
}

/** Asks for all or for any of the items of the group at a path, or for the opposite of that. */
export function joinAt(root: ConditionGroup, path: PartPath, join: Join, negated: boolean): ConditionGroup {
  return changeGroup(root, path, (group) => {
    const words = group.words.map((word) => (word.trim().toUpperCase() === join ? word : word.replace(/\S+/, join)));
    const frame = group.negated === negated ? group.frame : negated ? denied(group.frame) : affirmed(group.frame);
    return { ...group, join, words, negated, frame };
  });
}
