import type { Counts, NodeCounts } from '@headrace/api';
import type { JobCounts, MessageExample, SourceCounts, WindowCounts } from '@headrace/flink';
import { type CountedNode, deriveCounts } from '@headrace/flow';
import type { FlowResources } from '../../reading/flow-resources.ts';

/**
 * What became of the rows at each node, from the counters of the job's operators.
 * @param failed how often a row made a node fail
 */
export function nodeCounts(
  facts: FlowResources,
  job: JobCounts,
  failed: Readonly<Record<string, number>> = {},
): Counts {
  const nodes = facts.nodes ?? [];
  const sources = new Map(facts.tables.flatMap((t) => pair(t.node, job.sources.get(t.table))));
  // A destination of a changelog has a table of its own for groups whose key is null.
  const written = new Map<string, number>();
  for (const { node, table } of facts.tables) {
    const rows = job.written.get(table);
    if (rows !== undefined) written.set(node, (written.get(node) ?? 0) + rows);
  }
  const windows = windowsOf(nodes, job);
  const known = deriveCounts(nodes, {
    in: Object.fromEntries(written),
    out: Object.fromEntries(
      nodes.flatMap(({ node, ports }) => {
        const rows = sources.get(node)?.rows;
        return rows === undefined ? [] : ports.map((port) => [port, rows]);
      }),
    ),
  });
  return Object.fromEntries(
    nodes.map(({ node, ports }): [string, NodeCounts] => {
      const source = sources.get(node);
      return [
        node,
        {
          // What reaches a window is less than what leaves the node before, where rows have no event time.
          ...entry('in', source?.read ?? known.in[node] ?? windows.get(node)?.rows),
          out: Object.fromEntries(ports.flatMap((port) => pair(port, known.out[port]))),
          ...entry('written', written.get(node)),
          ...(source ? ofSource(source) : {}),
          ...entry('late', windows.get(node)?.late),
          ...entry('failed', Object.hasOwn(failed, node) ? failed[node] : undefined),
        },
      ];
    }),
  );
}

function ofSource(source: SourceCounts): Partial<NodeCounts> {
  return {
    unreadable: source.unreadable,
    ...entry('unreadableExample', exampleOf(source.unreadableExample)),
    deleted: source.deleted,
    emptied: source.emptied,
    ...entry('emptiedExample', exampleOf(source.emptiedExample)),
    untimed: source.untimed,
  };
}

function exampleOf(example: MessageExample | undefined): NodeCounts['unreadableExample'] {
  return example && { partition: example.partition ?? null, offset: example.offset ?? null, reason: example.reason };
}

/**
 * The operator behind each node with a window. An operator tells the names of its results; where two nodes have the same, it
 * cannot be told whose it is, and neither gets its numbers.
 */
function windowsOf(nodes: readonly CountedNode[], { windows }: JobCounts): ReadonlyMap<string, WindowCounts> {
  const windowed = nodes.filter((n) => n.windowed);
  const [only] = windowed;
  if (only && windowed.length === 1 && windows.length === 1) return new Map(pair(only.node, windows[0]));
  return new Map(
    windowed.flatMap((node) => {
      const fitting = windows.filter((w) => fits(node, w.does));
      const others = windowed.filter((n) => n !== node && fitting.some((w) => fits(n, w.does)));
      return fitting.length === 1 && others.length === 0 ? pair(node.node, fitting[0]) : [];
    }),
  );
}

function fits({ windowed = [] }: CountedNode, does: string): boolean {
  return windowed.every((name) => does.includes(` AS ${name}`));
}

const pair = <T>(key: string, value: T | undefined): [string, T][] => (value === undefined ? [] : [[key, value]]);

function entry<K extends keyof NodeCounts>(key: K, value: NodeCounts[K] | undefined): Partial<Pick<NodeCounts, K>> {
  return value === undefined ? {} : ({ [key]: value } as Pick<NodeCounts, K>);
}
