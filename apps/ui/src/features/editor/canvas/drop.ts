import type { OnConnectEnd } from '@xyflow/react';
import type { DragEvent } from 'react';
import { inputPorts, typeOf } from '../catalogue.ts';
import { createNode } from '../create-node.ts';
import type { FlowEditor } from '../flow-editor.ts';
import type { Origin } from './canvas-model.ts';
import { writeCommentAt } from './comments/write.ts';
import { connectByHandles } from './gestures.ts';
import { nodeSize } from './node-size.ts';

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
export function dropType(editor: FlowEditor, event: DragEvent): void {
  const { viewport } = editor.canvas;
  if (event.dataTransfer.types.includes(commentKind)) {
    event.preventDefault();
    writeCommentAt(editor, viewport.toCanvas(event.clientX, event.clientY));
    return;
  }
  const type = typeOf(event.dataTransfer.getData(dragKind));
  if (!type) return;
  event.preventDefault();
  const at = viewport.toCanvas(event.clientX, event.clientY);
  const { width, height } = nodeSize(type.type);
  createNode(editor, type, { x: at.x - width / 2, y: at.y - height / 2 });
}

/** A line was let go beside a port: it is meant for the node there, else for one yet to be added. */
export function dropLine(editor: FlowEditor): OnConnectEnd {
  return (event, state) => {
    if (state.isValid || state.fromHandle?.type !== 'source' || !state.fromNode) return;
    const { clientX: x, clientY: y } =
      'touches' in event ? (event.changedTouches[0] ?? { clientX: 0, clientY: 0 }) : event;
    const origin = { node: state.fromNode.id, port: state.fromHandle.id ?? '' };
    if (!dropOn(editor, origin, x, y)) editor.canvas.openAddMenu({ x, y, purpose: { kind: 'drawn', origin } });
  };
}

/** A line that ends anywhere on a node is meant for it. @returns whether there was one */
function dropOn(editor: FlowEditor, origin: Origin, x: number, y: number): boolean {
  const element = document.elementFromPoint(x, y)?.closest<HTMLElement>('.react-flow__node-flow');
  const target = element?.dataset.id;
  if (target === undefined || !editor.root?.contains(element ?? null)) return false;
  const type = typeOf(editor.document.current.spec.nodes[target]?.type);
  const port = inputPorts(type)[0];
  if (port && target !== origin.node)
    connectByHandles(editor, {
      source: origin.node,
      sourceHandle: origin.port,
      target,
      targetHandle: port.name,
    });
  return true;
}
