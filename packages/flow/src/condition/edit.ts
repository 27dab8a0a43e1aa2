import { existing } from '@headrace/text';
import type { DataType } from '../types/data-type.ts';
import { parseCondition } from './parse-condition.ts';
import { isNumber, printPredicate, valuesOf } from './print-condition.ts';
import { conditionMisfit } from './tokenize-condition.ts';
import {
  type ConditionGroup,
  type ConditionLeaf,
  type ConditionPart,
  type ConditionValue,
  comparisons,
  edgesOf,
  endsInLineComment,
  isComparison,
  type Join,
  type LiteralKind,
  newGroup,
  noTrivia,
  type Operator,
  type PartPath,
  type Predicate,
  withEdges,
  withNot,
  withoutNot,
} from './tree.ts';

/** The part at a path, or nothing where nothing is. */
export function partAt(root: ConditionGroup, path: PartPath): ConditionPart | undefined {
  return path.reduce<ConditionPart | undefined>(
    (part, i) => (part?.kind === 'group' ? part.items[i] : undefined),
    root,
  );
}

/** Replaces the part at a path; the parts beside it stay as they are. */
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

/** Removes the part at a path. The root stays, and so do groups that become empty. */
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
      items: items.with(neighbour, withEdges(existing(items[neighbour]), edges)),
      words: group.words.filter((_, i) => i !== neighbour),
    };
  });
}

/** Puts the part at a path into a new group, which joins by the other word than the group around it. */
export function wrapAt(root: ConditionGroup, path: PartPath): ConditionGroup {
  const part = partAt(root, path);
  if (!part) return root;
  const around = partAt(root, path.slice(0, -1));
  const join: Join = around?.kind === 'group' && around.join === 'AND' ? 'OR' : 'AND';
  return replaceAt(root, path, withEdges(newGroup(join, [withEdges(part, { head: '', tail: '' })]), edgesOf(part)));
}

/** Makes the group at a path ask for all or for any of its items, or for the opposite of that. */
export function joinAt(root: ConditionGroup, path: PartPath, join: Join, negated: boolean): ConditionGroup {
  return changeGroup(root, path, (group) => {
    const words = group.words.map((word) => (word.trim().toUpperCase() === join ? word : word.replace(/\S+/, join)));
    const trivia =
      group.negated === negated ? group.trivia : negated ? withNot(group.trivia) : withoutNot(group.trivia);
    return { ...group, join, words, negated, trivia };
  });
}

/** A leaf for a predicate; it has no SQL until the predicate is complete. */
export const predicateLeaf = (predicate: Predicate): ConditionLeaf => ({
  kind: 'leaf',
  text: printPredicate(predicate),
  predicate,
  trivia: noTrivia,
});

/** An empty free expression. */
export const expressionLeaf: ConditionLeaf = { kind: 'leaf', text: undefined, trivia: noTrivia };

/** The leaf with another predicate. Its SQL stays as it was until that is complete. */
export function withPredicate(leaf: ConditionLeaf, predicate: Predicate): ConditionLeaf {
  return { ...leaf, predicate, text: printPredicate(predicate) ?? leaf.text };
}

/** The leaf with another free expression. Its SQL stays as it was until the typed text is an expression. */
export function withTyped(leaf: ConditionLeaf, typed: string): ConditionLeaf {
  return conditionMisfit(typed) ? { ...leaf, typed } : { ...leaf, typed, text: asOnePart(typed) };
}

/** A text that is parsed as a group stays together in parentheses. */
function asOnePart(text: string): string {
  const { root } = parseCondition(text);
  const one = !root.negated && (root.items.length === 1 || root.trivia.parentheses === 'written');
  return one ? text : `(${text}${endsInLineComment(text) ? '\n' : ''})`;
}

export const newPredicate: Predicate = { operator: '=', values: [] };

/** The predicate of another column; the operator and the values stay where they fit its type. */
export function withColumn(
  predicate: Predicate,
  column: readonly string[] | undefined,
  type: DataType | undefined,
): Predicate {
  const { column: _, ...rest } = predicate;
  if (!column) return rest;
  const fitting = operatorsFor(type);
  const operator = fitting.includes(predicate.operator) ? predicate.operator : existing(fitting[0]);
  const values = predicate.values.map((value) => (value.kind === 'column' ? value : literalOf(type, value.raw)));
  return { ...withOperator({ ...predicate, values }, operator), column };
}

/** The predicate with another operator, and as many of the values as that takes. */
export function withOperator(predicate: Predicate, operator: Operator): Predicate {
  const count = valuesOf(operator);
  const literals = count === 1 ? predicate.values : predicate.values.filter((value) => value.kind !== 'column');
  return { ...predicate, operator, values: count === 'many' ? literals : literals.slice(0, count) };
}

/** The predicate with another value at an index. Missing values before it become empty literals. */
export function withValue(predicate: Predicate, at: number, value: ConditionValue): Predicate {
  const empty: ConditionValue = value.kind === 'column' ? { kind: 'column', path: [] } : { kind: value.kind, raw: '' };
  const values = Array.from({ length: Math.max(predicate.values.length, at + 1) }, (_, i) =>
    i === at ? value : (predicate.values[i] ?? empty),
  );
  return { ...predicate, values };
}

export const withoutValue = (predicate: Predicate, at: number): Predicate => ({
  ...predicate,
  values: predicate.values.filter((_, i) => i !== at),
});

const ordered: readonly Operator[] = [...comparisons, 'BETWEEN', 'NOT BETWEEN', 'IN', 'NOT IN'];
const ofStrings: readonly Operator[] = [
  'CONTAINS',
  'NOT CONTAINS',
  'STARTS WITH',
  'NOT STARTS WITH',
  'ENDS WITH',
  'NOT ENDS WITH',
  'LIKE',
  'NOT LIKE',
];
const ofNull: readonly Operator[] = ['IS NULL', 'IS NOT NULL'];
const ofBooleans: readonly Operator[] = ['IS TRUE', 'IS FALSE', 'IS NOT TRUE', 'IS NOT FALSE'];

/** The operators for columns of a type; all of them while the type is not known. */
export function operatorsFor(type: DataType | undefined): readonly Operator[] {
  if (!type) return [...ordered, ...ofStrings, ...ofNull, ...ofBooleans];
  switch (literalKind(type)) {
    case undefined:
      return ofNull;
    case 'boolean':
      return [...ofBooleans, ...ofNull];
    case 'string':
      return [...ordered, ...ofStrings, ...ofNull];
    default:
      return [...ordered, ...ofNull];
  }
}

/** Whether the value may be a column too, as in `a < b`. */
export const takesColumn = (operator: Operator, type: DataType | undefined): boolean =>
  isComparison(operator) && (!type || literalKind(type) !== undefined);

const numbers = ['TINYINT', 'SMALLINT', 'INT', 'BIGINT', 'FLOAT', 'DOUBLE'];

/** The literals for values of a type; `undefined` for types that have none. */
export function literalKind(type: DataType): LiteralKind | undefined {
  if (type.kind === 'decimal') return 'number';
  if (type.kind === 'sized') {
    if (type.name.endsWith('CHAR')) return 'string';
    if (type.name.startsWith('TIMESTAMP')) return 'TIMESTAMP';
    return type.name === 'TIME' ? 'TIME' : undefined;
  }
  if (type.kind !== 'simple') return undefined;
  if (type.name === 'STRING') return 'string';
  if (type.name === 'BOOLEAN') return 'boolean';
  if (type.name === 'DATE') return 'DATE';
  return numbers.includes(type.name) ? 'number' : undefined;
}

/** A text that was entered as a value of a column. While the type is not known, a text like a number is one. */
export function literalOf(type: DataType | undefined, raw: string): ConditionValue {
  if (type) return { kind: literalKind(type) ?? 'string', raw };
  return { kind: isNumber(raw) ? 'number' : 'string', raw };
}
