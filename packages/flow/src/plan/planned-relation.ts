import type { Relation } from '../graph/relation.ts';
import type { Query } from '../sql/tree.ts';

/** A port's stream as SQL. */
export interface PlannedRelation {
  /** `node` or `node.port`: the name under which others read it. */
  readonly key: string;
  readonly node: string;
  /** Undefined for what only the node itself reads; see lower-ports.ts. */
  readonly port: string | undefined;
  readonly relation: Relation;
  readonly query: Query;
  /** Streams that the query reads. */
  readonly reads: readonly string[];
}
