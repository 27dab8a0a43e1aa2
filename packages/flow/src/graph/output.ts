import type { Diagnostic } from '../diagnostic.ts';
import type { OutputProperties } from '../document/schema.ts';
import type { Query } from '../sql/tree.ts';
import { nearest } from './nearest.ts';
import type { Changelog, Column, Relation } from './relation.ts';

/** One column that leaves a node: its name inside the node and the name that readers see. */
interface Kept {
  readonly column: Column;
  readonly as: string;
}

function kept(relation: Relation, output: OutputProperties): Kept[] {
  const removed = new Set(output.remove);
  const rename = new Map(Object.entries(output.rename ?? {}));
  const all = relation.columns
    .filter((c) => !removed.has(c.name))
    .map((column) => ({ column, as: rename.get(column.name) || column.name }));
  const place = new Map((output.order ?? []).map((name, i) => [name, i]));
  const rank = (k: Kept) => place.get(k.as) ?? place.size;
  return all
    .map((k, i) => ({ k, i }))
    .sort((a, b) => rank(a.k) - rank(b.k) || a.i - b.i)
    .map(({ k }) => k);
}

/** Nothing is removed, renamed or reordered. */
export function isIdentity(output: OutputProperties | undefined): boolean {
  if (!output) return true;
  return !output.remove?.length && !output.order?.length && Object.keys(output.rename ?? {}).length === 0;
}

/** The relation after output properties; event time and keys follow their columns, or are lost with them. */
export function applyOutput(relation: Relation, output: OutputProperties | undefined): Relation {
  if (!output || isIdentity(output)) return relation;
  const columns = kept(relation, output);
  const renamed = (name: string) => columns.find((k) => k.column.name === name)?.as;
  const eventTime = relation.eventTime === undefined ? undefined : renamed(relation.eventTime);
  return {
    columns: columns.map(({ column, as }) => ({ ...column, name: as })),
    changelog: renamedKey(relation.changelog, renamed),
    ...(eventTime === undefined ? {} : { eventTime }),
  };
}

function renamedKey(changelog: Changelog, renamed: (name: string) => string | undefined): Changelog {
  if (changelog.mode === 'append' || changelog.key === undefined) return changelog;
  const key = changelog.key.map(renamed);
  return key.every((k) => k !== undefined) ? { mode: 'retract', key: key as string[] } : { mode: 'retract' };
}

/** The query after output properties. */
export function projectOutput(query: Query, relation: Relation, output: OutputProperties | undefined): Query {
  if (!output || isIdentity(output)) return query;
  return {
    kind: 'select',
    items: kept(relation, output).map(({ column, as }) => ({
      expression: { kind: 'column', path: [column.name] },
      ...(as === column.name ? {} : { as }),
    })),
    from: { kind: 'query', query, alias: 'all_columns' },
  };
}

/** Names that are not there (any more), and results with the same name twice or with nothing left. */
export function checkOutput(
  node: string,
  outputs: Readonly<Record<string, Relation>>,
  output: OutputProperties | undefined,
): Diagnostic[] {
  if (!output || isIdentity(output)) return [];
  const relations = Object.values(outputs);
  const names = new Set(relations.flatMap((r) => r.columns.map((c) => c.name)));
  const found: Diagnostic[] = [];
  const add = (severity: 'error' | 'warning', code: string, message: string, path: (string | number)[]) =>
    found.push({ code, severity, message, place: { node, path: ['output', ...path] } });
  const unknown = (name: string, path: (string | number)[]) => {
    const guess = nearest(name, [...names]);
    const hint = guess === undefined ? 'It has no effect; remove the entry.' : `Did you mean '${guess}'?`;
    add('warning', 'output/unknown-property', `There is no property '${name}' here. ${hint}`, path);
  };
  for (const [i, name] of (output.remove ?? []).entries()) if (!names.has(name)) unknown(name, ['remove', i]);
  for (const [name, to] of Object.entries(output.rename ?? {})) {
    if (!names.has(name)) unknown(name, ['rename', name]);
    if (to === '')
      add('error', 'output/empty-name', `'${name}' is renamed to nothing. Write its new name.`, ['rename', name]);
  }
  for (const r of relations) {
    const after = kept(r, output).map((k) => k.as);
    const twice = after.find((n, i) => after.indexOf(n) !== i);
    if (twice !== undefined)
      add('error', 'output/same-name', `Two output properties are called '${twice}'. Rename one of them.`, ['rename']);
    if (after.length === 0) add('error', 'output/nothing-left', 'No property is left. Keep at least one.', ['remove']);
  }
  return found;
}
