import type { LabelExpression, LabelSelector, Labels } from '../model/policy.ts';

/**
 * Whether labels satisfy a selector: all of matchLabels and all of matchExpressions; an empty selector is satisfied by
 * everything. NotIn and DoesNotExist hold for a key that is not there.
 * Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export function matches({ matchLabels = {}, matchExpressions = [] }: LabelSelector, labels: Labels): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value) &&
    matchExpressions.every((expression) => holds(expression, labels))
  );
}

/**
 * Whether labels of which only those in `known` were read satisfy a selector: true or false where that decides it whatever
 * else there is, undefined where other labels do. What a selector asks of one key counts together: `In (a)` and `NotIn (a)`
 * cannot both hold.
 */
export function matchesPartly(
  { matchLabels = {}, matchExpressions = [] }: LabelSelector,
  known: Labels,
): boolean | undefined {
  const all: LabelExpression[] = [
    ...Object.entries(matchLabels).map(([key, value]) => ({ key, operator: 'In' as const, values: [value] })),
    ...matchExpressions,
  ];
  const [decided, open] = [true, false].map((is) => all.filter(({ key }) => Object.hasOwn(known, key) === is));
  if (!decided?.every((expression) => holds(expression, known))) return false;
  if (!open || open.length === 0) return true;
  const byKey = Map.groupBy(open, ({ key }) => key);
  return [...byKey].every(([key, asked]) => canHold(key, asked)) ? undefined : false;
}

/** Whether a label has a value, or is left out, so that all expressions about its key hold. */
function canHold(key: string, asked: readonly LabelExpression[]): boolean {
  const named = asked.flatMap(({ values = [] }) => values);
  // A value that nothing names stands for all others.
  const other = `${named.join('')}-`;
  const candidates: Labels[] = [{}, ...[...named, other].map((value) => ({ [key]: value }))];
  return candidates.some((labels) => asked.every((expression) => holds(expression, labels)));
}

function holds({ key, operator, values = [] }: LabelExpression, labels: Labels): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return operator satisfies never;
  }
}

/** The same text for selectors that select the same for the same reason: what answers are remembered by. */
export function selectorKey({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const equal = Object.entries(matchLabels).map(([key, value]) => [key, 'In', value]);
  const listed = matchExpressions.map(({ key, operator, values = [] }) => [key, operator, ...[...values].sort()]);
  const parts = [...equal, ...listed].map((part) => JSON.stringify(part));
  return parts.length === 1 ? parts.join() : parts.sort().join();
}

/** `app=web, tier in (a, b), !legacy`; `everything` for the empty one. */
export function describeSelector({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const equal = Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`);
  const listed = matchExpressions.map(({ key, operator, values = [] }) => {
    if (operator === 'Exists') return key;
    if (operator === 'DoesNotExist') return `!${key}`;
    return `${key} ${operator === 'In' ? 'in' : 'not in'} (${values.join(', ')})`;
  });
  const all = [...equal, ...listed];
  return all.length === 0 ? 'everything' : all.join(', ');
}
