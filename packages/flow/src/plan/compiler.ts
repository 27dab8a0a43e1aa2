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

/** A document through all stages. The plan covers the nodes that are valid; the diagnostics say what is with the others. */
export interface Compiled {
  readonly document: FlowDocument;
  readonly typed: TypedGraph;
  readonly plan: Plan;
  readonly diagnostics: readonly Diagnostic[];
}

export interface CompileOptions {
  readonly connections: readonly ConnectionView[];
  /** What the planner said before, by port key; without it, destinations whose types only it knows are left out. */
  readonly planner?: PortTypes;
  /** What tells the flow from others in systems outside, where its id is known; otherwise its name does. */
  readonly owner?: string;
  /** `flink` unless the SQL is for the Flink that Headrace works with. */
  readonly reader?: MessageReader;
}

export interface Compiler {
  compile(document: FlowDocument, options: CompileOptions): Compiled;
}

/**
 * A compiler that remembers the last answer for every node, so that a change to one node costs that node and what it
 * feeds. It remembers by identity: pass documents that share what did not change (immer, `editDocument`).
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
