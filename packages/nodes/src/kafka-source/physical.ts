import type { DataType } from '@headrace/flow';
import { existing } from '@headrace/text';

/** A field of the message: its own type, or the fields inside it. */
interface Field {
  type?: DataType;
  inside: Map<string, Field>;
}

/** The top-level columns of the message that hold all the paths; two paths into one object share its ROW. */
export function physicalColumns(
  columns: readonly { readonly path: readonly string[]; readonly type: DataType }[],
): { name: string; type: DataType }[] {
  const root: Field = { inside: new Map() };
  for (const { path, type } of columns) {
    let at = root;
    for (const step of path) {
      const next: Field = at.inside.get(step) ?? { inside: new Map() };
      at.inside.set(step, next);
      at = next;
    }
    at.type ??= type;
  }
  return [...root.inside].map(([name, field]) => ({ name, type: typeOf(field) }));
}

function typeOf(field: Field): DataType {
  if (field.inside.size === 0) return existing(field.type);
  return { kind: 'row', fields: [...field.inside].map(([name, f]) => ({ name, type: typeOf(f) })) };
}

/** The first two columns of which one lies inside the other: then the outer one already holds it. */
export function overlap(paths: readonly (readonly string[])[]): { index: number; other: number } | undefined {
  for (const [index, path] of paths.entries())
    for (const [other, longer] of paths.entries())
      if (index !== other && longer.length > path.length && path.every((s, i) => s === longer[i]))
        return { index: other, other: index };
  return undefined;
}
