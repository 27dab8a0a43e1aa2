import type { ConnectionView } from '../catalogue/connection-kind.ts';
import type { Catalogue, MessageReader } from '../catalogue/node-type.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { FlowDocument } from '../document/schema.ts';
import { UnknownKeys } from '../document/unknown-keys.ts';
import { infer, type TypedGraph } from '../graph/infer.ts';
import { link } from '../graph/link.ts';
import { IncrementalCache } from './incremental-cache.ts';
import { lower, type Plan } from './lower.ts';
import type { PortTypes } from './port-types.ts';
import { resourceLoops } from './resource-loops.ts';

/** The result of all stages. The plan covers the valid nodes; the diagnostics explain the others. */
export interface Compiled {
  readonly document: FlowDocument;
  readonly typed: TypedGraph;
  readonly plan: Plan;
  readonly diagnostics: readonly Diagnostic[];
}

export interface CompileOptions {
  readonly connections: readonly ConnectionView[];
  /** The types that the planner has determined, by port key. Without them, destinations that need them are left out. */
  readonly planner?: PortTypes;
  /** The flow's id, for names in external systems; its name by default. */
  readonly owner?: string;
  /** `flink` unless the SQL is for the Flink that Headrace works with. */
  readonly reader?: MessageReader;
}

export interface Compiler {
  compile(document: FlowDocument, options: CompileOptions): Compiled;
}

/**
 * A compiler with a cache: a change to one node compiles only that node and the nodes that it feeds. The cache compares by
 * identity, so pass documents that share unchanged parts (immer, `editDocument`).
 */
export function createCompiler(catalogue: Catalogue): Compiler {
  const cache = new IncrementalCache();
  const unknown = new UnknownKeys();
  return {
    compile(document, { connections, planner = {}, owner = document.metadata.name, reader = 'flink' }) {
      const views = cache.connections(connections);
      const graph = link(document, catalogue);
      const typed = infer(graph, views, cache.inferNode);
      const plan = lower(typed, { connections: views, planner, owner, reader }, cache.lowerNode);
      cache.forget(document);
      const diagnostics = [
        ...unknown.of(document),
        ...typed.diagnostics,
        ...resourceLoops(typed, views),
        ...plan.diagnostics,
      ];
      return { document, typed, plan, diagnostics };
    },
  };
}
