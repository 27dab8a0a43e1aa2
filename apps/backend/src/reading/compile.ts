import { type Compiled, type ConnectionView, createCompiler, type FlowDocument, type PortTypes } from '@headrace/flow';
import { catalogue } from '@headrace/nodes';

/** What a document is compiled with. */
export interface CompileContext {
  readonly connections: readonly ConnectionView[];
  readonly planner?: PortTypes;
  readonly owner?: string;
}

/** A document through all stages, for the Flink that Headrace works with. A compiler remembers by identity; each request brings a document of its own. */
export function compile(document: FlowDocument, context: CompileContext): Compiled {
  return createCompiler(catalogue).compile(document, { ...context, reader: 'headrace' });
}
