import type { Relation } from '../graph/relation.ts';
import { parseType } from '../types/parse-type.ts';

/** The planner's answer: columns with their types for every port, by port key. */
export type PortTypes = Readonly<Record<string, readonly { readonly name: string; readonly type: string }[]>>;

/** The planner's types for a port. Keys come from documents, so inherited properties (`toString`) must not be found. */
export function typesOf(known: PortTypes, key: string): PortTypes[string] | undefined {
  return Object.hasOwn(known, key) ? known[key] : undefined;
}

/** The relation with the types of the planner; other columns stay unchanged. */
export function typedRelation(relation: Relation, known: PortTypes[string] | undefined): Relation {
  if (!known) return relation;
  const types = new Map(known.map((c) => [c.name, c.type]));
  const columns = relation.columns.map((column) => {
    const text = types.get(column.name);
    const parsed = text === undefined ? undefined : parseType(text);
    return parsed && 'type' in parsed ? { ...column, type: parsed.type } : column;
  });
  return { ...relation, columns };
}
