import type { OutputProperties } from '../document/schema.ts';
import { isWhole, kept } from '../graph/output/kept.ts';
import type { Relation } from '../graph/relation.ts';
import { type PortTypes, typedRelation, typesOf } from './port-types.ts';

/** Where the planner tells what a port gives before output properties, when it was asked. */
export const ownKey = (portKey: string): string => `${portKey}.own`;

/**
 * What a port gives before output properties, with the types that the planner knows.
 * @param key of the port
 * @param output the output properties for which the planner answered
 */
export function typedOwn(
  own: Relation,
  key: string,
  output: OutputProperties | undefined,
  planner: PortTypes,
): Relation {
  const asked = typesOf(planner, ownKey(key));
  if (asked) return typedRelation(own, asked);
  const after = typesOf(planner, key);
  const left = kept(own, output ?? {});
  const known = own.columns.flatMap(({ name }) => {
    const as = left.find((k) => isWhole(k, name))?.as;
    const type = after?.find((c) => c.name === as)?.type;
    return type === undefined ? [] : [{ name, type }];
  });
  return typedRelation(own, known);
}
