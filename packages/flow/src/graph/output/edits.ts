import type { OutputProperties } from '../../document/schema.ts';
import { findColumn, type NamedColumn } from '../named-column.ts';
import type { Relation } from '../relation.ts';

/** The effect of a new name: it renames the property or field in its place, or lifts a field out of its row. */
export interface NewName {
  readonly kind: 'in place' | 'lifted';
  readonly name: string;
}

/** A path as the key of a map. JSON, since names may have dots. */
export const keyOf = (path: readonly string[]): string => JSON.stringify(path);

/** The edits of properties and fields, by `keyOf` of their paths. */
export interface Edits {
  readonly removed: ReadonlySet<string>;
  readonly renamed: ReadonlyMap<string, { readonly found: NamedColumn; readonly to: NewName }>;
  /** All paths above an edited one. */
  readonly above: ReadonlySet<string>;
}

/** The entries that name a property or field of this relation. */
export function editsOf(relation: Relation, output: OutputProperties): Edits {
  const removed = (output.remove ?? []).flatMap((name) => findColumn(relation, name) ?? []);
  const renamed = Object.entries(output.rename ?? {}).flatMap(([name, to]) => {
    const found = findColumn(relation, name);
    return found ? [{ found, to: newName(name, found.path, to) }] : [];
  });
  const paths = [...removed, ...renamed.map((r) => r.found)].map((f) => f.path);
  return {
    removed: new Set(removed.map((f) => keyOf(f.path))),
    renamed: new Map(renamed.map((r) => [keyOf(r.found.path), r])),
    above: new Set(paths.flatMap((path) => path.slice(1).map((_, i) => keyOf(path.slice(0, i + 1))))),
  };
}

/**
 * A whole property takes its new name as it is. A field stays in its row when the new name begins with the row's own path
 * (`customer.name` to `customer.full name`); any other name lifts it out, to be a property of that name.
 */
export function newName(name: string, path: readonly string[], to: string): NewName {
  const field = path.length > 1 ? path.at(-1) : undefined;
  if (field === undefined) return { kind: 'in place', name: to };
  const row = name.slice(0, name.length - field.length);
  return to.startsWith(row) ? { kind: 'in place', name: to.slice(row.length) } : { kind: 'lifted', name: to };
}
