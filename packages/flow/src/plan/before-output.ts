import type { OutputProperties } from '../document/schema.ts';
import { isWhole, projectedColumns } from '../graph/output/projection.ts';
import type { Relation } from '../graph/relation.ts';
import { type PortTypes, typedRelation, typesOf } from './port-types.ts';

/** The name of a view of what a port gives before output properties, by which the planner names its types. */
export const beforeOutputKey = (portKey: string): string => `${portKey}.own`;

/**
 * What a port gives before output properties, with the types that the planner has determined.
 * @param key of the port
 * @param output the output properties for which the planner answered
 */
export function typedBeforeOutput(
  beforeOutput: Relation,
  key: string,
  output: OutputProperties | undefined,
  planner: PortTypes,
): Relation {
  const asked = typesOf(planner, beforeOutputKey(key));
  if (asked) return typedRelation(beforeOutput, asked);
  const after = typesOf(planner, key);
  const left = projectedColumns(beforeOutput, output ?? {});
  const known = beforeOutput.columns.flatMap(({ name }) => {
    const as = left.find((k) => isWhole(k, name))?.as;
    const type = after?.find((c) => c.name === as)?.type;
    return type === undefined ? [] : [{ name, type }];
  });
  return typedRelation(beforeOutput, known);
}
