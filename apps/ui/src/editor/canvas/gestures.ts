import type { Connection } from '@xyflow/react';
import type { connect as Connect } from '../../document/operations/connections.ts';
import { useDocument } from '../../document/store.ts';
import { typeOf } from '../catalogue.ts';
import { say } from '../state.ts';

const typeOfNode = (name: string) => typeOf(useDocument.getState().document?.spec.nodes[name]?.type);

/** A line was drawn from one port to another. */
export function connectByHandles(connection: Connection, connect: typeof Connect): void {
  const { source, sourceHandle, target, targetHandle } = connection;
  const first = typeOfNode(source)?.outputs[0]?.name;
  const port = sourceHandle === null || sourceHandle === first ? undefined : sourceHandle;
  connect({ node: source, port }, { node: target, port: targetHandle ?? '' }, typeOfNode(target));
  say(`${source} now feeds ${target}`);
}
