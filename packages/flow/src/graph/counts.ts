import type { NodeType } from '../catalogue/node-type.ts';
import type { TypedGraph } from './infer.ts';
import { portKey } from './link.ts';

/** What counting needs of a node. It is JSON that is stored with a run, since the flow may be edited meanwhile. */
export interface CountedNode {
  readonly node: string;
  /** Keys of the ports that feed it. */
  readonly feeds: readonly string[];
  /** Keys of its own ports. */
  readonly ports: readonly string[];
  readonly passes?: NonNullable<NodeType['passes']>;
  /** Results of its windows of time, for which rows can come too late. */
  readonly windowed?: readonly string[];
}

/** Rows that came into nodes and left by ports, as far as known. */
export interface RowCounts {
  readonly in: Readonly<Record<string, number>>;
  readonly out: Readonly<Record<string, number>>;
}

/** The valid nodes of a flow. */
export function countedNodes(graph: TypedGraph): CountedNode[] {
  return [...graph.nodes.values()].flatMap(({ name, type, feeds, config, state }): CountedNode[] => {
    if (state !== 'valid' || !type) return [];
    const windowed = type.windowed?.(config);
    return [
      {
        node: name,
        feeds: Object.values(feeds).map((from) => portKey(from.node, from.port, graph.nodes.get(from.node)?.type)),
        ports: type.outputs.map((port) => portKey(name, port.name, type)),
        ...(type.passes ? { passes: type.passes } : {}),
        ...(windowed ? { windowed } : {}),
      },
    ];
  });
}

/**
 * Derives counts from known ones. Flink runs neighbouring nodes as one operator, so most nodes have no counter of their own:
 * the rows that come in are those that leave the port before, and `passes` relates them to the rows that leave. Counts that
 * cannot be derived are left out.
 */
export function deriveCounts(nodes: readonly CountedNode[], known: RowCounts): RowCounts {
  const into = new Map(Object.entries(known.in));
  const out = new Map(Object.entries(known.out));
  const learn = (map: Map<string, number>, key: string, value: number | undefined): boolean => {
    if (value === undefined || map.has(key)) return false;
    // Counters are read one after the other while events are processed, so a difference may be negative.
    map.set(key, Math.max(0, value));
    return true;
  };
  const one = ({ node, feeds, ports, passes }: CountedNode): boolean => {
    let found = false;
    const [feed] = feeds;
    if (feeds.length === 1 && feed !== undefined) {
      found = learn(into, node, out.get(feed)) || found;
      found = learn(out, feed, into.get(node)) || found;
    }
    if (passes === undefined) return found;
    const open = ports.filter((port) => !out.has(port));
    const sum = ports.reduce((all, port) => all + (out.get(port) ?? 0), 0);
    if (open.length === 0) return learn(into, node, sum) || found;
    const total = into.get(node);
    const [only, ...others] = open;
    if (only !== undefined && others.length === 0 && total !== undefined) return learn(out, only, total - sum) || found;
    return found;
  };
  // Each round learns at least one of finitely many counts.
  while (nodes.map(one).some(Boolean));
  return { in: Object.fromEntries(into), out: Object.fromEntries(out) };
}
