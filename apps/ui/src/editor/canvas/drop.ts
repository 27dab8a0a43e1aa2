import type { OnConnectEnd } from '@xyflow/react';
import type { DragEvent } from 'react';
import { connect } from '../../document/operations/connections.ts';
import { useDocument } from '../../document/store.ts';
import { inputPorts, typeOf } from '../catalogue.ts';
import { createNode, type Origin } from '../create-node.ts';
import { openAddMenu } from './add-menu-store.ts';
import { writeCommentAt } from './comments/write.ts';
import { connectByHandles } from './gestures.ts';
import { nodeSize } from './node-size.ts';
import { toCanvas } from './view.ts';

/** The kind of data that the palette drags. */
export const dragKind = 'application/x-headrace-node';

/** The kind of data that is a comment to be. */
export const commentKind = 'application/x-headrace-comment';

/** Something from the palette is over the canvas, or over what lies on it: it may be dropped there. */
export function allowDrop(event: DragEvent): void {
  const { types } = event.dataTransfer;
  if (types.includes(dragKind) || types.includes(commentKind)) event.preventDefault();
}

/** A node type, or a comment, was dropped on the canvas, or on what lies on it. */
export function dropType(event: DragEvent): void {
  if (event.dataTransfer.types.includes(commentKind)) {
    event.preventDefault();
    writeCommentAt(toCanvas(event.clientX, event.clientY));
    return;
  }
  const type = typeOf(event.dataTransfer.getData(dragKind));
  if (!type) return;
  event.preventDefault();
  const at = toCanvas(event.clientX, event.clientY);
  const { width, height } = nodeSize(type.type);
  createNode(type, { x: at.x - width / 2, y: at.y - height / 2 });
}

/** A line was let go beside a port: it is meant for the node there, else for one yet to be added. */
export const dropLine: OnConnectEnd = (event, state) => {
  if (state.isValid || state.fromHandle?.type !== 'source' || !state.fromNode) return;
  const { clientX: x, clientY: y } =
    'touches' in event ? (event.changedTouches[0] ?? { clientX: 0, clientY: 0 }) : event;
  const origin = { node: state.fromNode.id, port: state.fromHandle.id ?? '' };
  if (!dropOn(origin, x, y)) openAddMenu({ x, y, purpose: { kind: 'drawn', origin } });
};

/** A line that ends anywhere on a node is meant for it. Returns whether there was one. */
function dropOn(origin: Origin, x: number, y: number): boolean {
  const element = document.elementFromPoint(x, y)?.closest<HTMLElement>('.react-flow__node-flow');
  const target = element?.dataset.id;
  if (target === undefined) return false;
  const type = typeOf(useDocument.getState().document?.spec.nodes[target]?.type);
  const port = inputPorts(type)[0];
  if (port && target !== origin.node)
    connectByHandles({ source: origin.node, sourceHandle: origin.port, target, targetHandle: port.name }, connect);
  return true;
}
