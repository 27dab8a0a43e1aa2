import type { NewTopic } from '@headrace/api';
import type { FlowFacts, TableFact } from '@headrace/flink';
import { type Compiled, type CountedNode, countedNodes, type KeptState } from '@headrace/flow';

/** A topic that a flow reads or writes. */
export interface TopicUse extends TableFact {
  /** Bootstrap servers of its cluster. */
  readonly servers: string;
  /** To be made so when it is not there. */
  readonly create: Omit<NewTopic, 'name'> | undefined;
  /** For sources: how long a partition may be silent before it is no longer waited for, ms; 0 for ever. */
  readonly idleTimeout: number;
}

/** The topics behind the flow's tables. A table that can begin reading somewhere is a source. */
export function topicUses(compiled: Compiled): TopicUse[] {
  return compiled.plan.tables.map(({ node, table }) => {
    const config = compiled.typed.nodes.get(node)?.config as { createTopic?: Omit<NewTopic, 'name'> } | undefined;
    return {
      table: table.name,
      node,
      role: 'scan.startup.mode' in table.options ? 'source' : 'sink',
      topic: table.options.topic ?? '',
      servers: table.options['properties.bootstrap.servers'] ?? '',
      create: config?.createTopic,
      idleTimeout: Number.parseInt(table.options['scan.watermark.idle-timeout'] ?? '0', 10),
    };
  });
}

/** What is kept with a run: it ties failures to nodes, and says which topics it needs. */
export interface FlowResources extends FlowFacts {
  readonly tables: readonly TopicUse[];
  /** How the flow hangs together, for counting; runs of an earlier version of Headrace have none. */
  readonly nodes?: readonly CountedNode[];
  /** The state that its nodes keep in Flink. */
  readonly states?: readonly StateFact[];
}

/** The state that a node keeps in Flink, and what the node did then, in a line. */
export interface StateFact {
  readonly node: string;
  readonly state: KeptState;
  readonly does: string;
}

export function flowResources(compiled: Compiled): FlowResources {
  const written = Object.entries(compiled.document.spec.nodes).flatMap(([node, { config }]) =>
    texts(config).map((text) => ({ node, text })),
  );
  const risks = compiled.diagnostics.flatMap(({ code, place: { node } }) =>
    node !== undefined && code.startsWith('expression/') ? [{ node, code }] : [],
  );
  return {
    tables: topicUses(compiled),
    written,
    risks,
    nodes: countedNodes(compiled.typed),
    states: stateFacts(compiled),
  };
}

/** The state that the flow keeps in Flink once it runs: nodes that feed no destination are not part of its job. */
export function stateFacts({ plan, typed }: Compiled): StateFact[] {
  const relations = new Map(plan.relations.map((r) => [r.key, r]));
  const working = new Set<string>();
  const follow = (keys: readonly string[]): void => {
    for (const relation of keys.flatMap((key) => relations.get(key) ?? [])) {
      if (working.has(relation.key)) continue;
      working.add(relation.key);
      follow(relation.reads);
    }
  };
  follow(plan.inserts.flatMap((insert) => insert.reads));
  const nodes = new Set([...working].map((key) => relations.get(key)?.node));
  return plan.states.flatMap(({ node, state }) => {
    const found = typed.nodes.get(node);
    return nodes.has(node) ? [{ node, state, does: found?.type?.describe(found.config) ?? '' }] : [];
  });
}

/** The values of `expression` fields, however deep. */
function texts(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([k, v]) => (k === 'expression' && typeof v === 'string' ? [v] : texts(v)));
}
