import { assumedConnections } from '@headrace/connections';
import { createCompiler, type Diagnostic } from '@headrace/flow';
import { catalogue } from '@headrace/nodes';
import type { FlowFile } from './file.ts';

/** What is wrong with a flow as far as our own compiler knows, without Flink. */
export function structureOf({ parsed: { document, diagnostics } }: FlowFile): readonly Diagnostic[] {
  if (!document) return diagnostics;
  const connections = assumedConnections(document, catalogue);
  return createCompiler(catalogue).compile(document, { connections }).diagnostics;
}
