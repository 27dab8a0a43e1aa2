import type { Connection } from '@xyflow/react';
import { typeOf } from '../catalogue.ts';
import { connect } from '../document/operations/connections.ts';
import type { FlowEditor } from '../flow-editor.ts';

/** A line was drawn from one port to another. */
export function connectByHandles({ document, ui }: FlowEditor, connection: Connection): void {
  const { source, sourceHandle, target, targetHandle } = connection;
  const { nodes } = document.current.spec;
  const first = typeOf(nodes[source]?.type)?.outputs[0]?.name;
  const port = sourceHandle === null || sourceHandle === first ? undefined : sourceHandle;
  connect(document, { node: source, port }, { node: target, port: targetHandle ?? '' }, typeOf(nodes[target]?.type));
  ui.announce(`${source} now feeds ${target}`);
}
