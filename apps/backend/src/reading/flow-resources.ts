import type { FlowFacts, TableFact } from '@headrace/flink';
import { type Compiled, type CountedNode, countedNodes, type KeptState } from '@headrace/flow';

/** A table of a flow, and the topic (or whatever its connection holds) that it reads or writes. */
export interface TopicUse extends TableFact {
  /** Where its connection leads; absent for a table without a connection, and in runs of an earlier version. */
  readonly at?: { readonly kind: string; readonly address: string };
  /** The bootstrap servers, in runs of an earlier version of Headrace. */
  readonly servers?: string;
  /** To be created so when it is not there. */
  readonly create?: Readonly<Record<string, unknown>>;
  /** The field that names it, below `config`. */
  readonly path?: readonly (string | number)[];
  /** For sources: how long a partition may be silent before it is no longer waited for, ms; 0 for ever. */
  readonly idleTimeout: number;
}

/** The topics behind the flow's tables. */
export function topicUses({ plan }: Compiled): TopicUse[] {
  return plan.tables.map(({ node, table, source }) => {
    const [role, way] = source ? (['source', 'read'] as const) : (['sink', 'write'] as const);
    const use = plan.resources.find((resource) => resource.node === node && resource.role === way);
    const fact = { table: table.name, node, role, topic: use?.resource ?? '', idleTimeout: source?.idleTimeout ?? 0 };
    if (!use) return fact;
    const { kind, address, path, create } = use;
    return { ...fact, at: { kind, address }, path, ...(create ? { create } : {}) };
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
    return nodes.has(node) ? [{ node, state, does: found?.type?.summary(found.config) ?? '' }] : [];
  });
}

/** The values of `expression` fields, however deep. */
function texts(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([k, v]) => (k === 'expression' && typeof v === 'string' ? [v] : texts(v)));
}
