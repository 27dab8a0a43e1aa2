import type { NodeType } from '@headrace/flow';
import { inputPorts, nodeTypes, takesInput, typeOf } from '../catalogue.ts';
import { createNode } from '../create-node.ts';
import { isFedBy } from '../document/operations/connections.ts';
import { referencesIn } from '../document/references.ts';
import type { FlowEditor } from '../flow-editor.ts';
import type { AddMenuAt, Origin } from './canvas-model.ts';
import { freePlace } from './free-place.ts';
import { connectByHandles } from './gestures.ts';
import { nodeSize } from './node-size.ts';

/** Something to add or to connect to. */
export interface Option {
  readonly key: string;
  readonly type: string;
  readonly title: string;
  readonly summary: string;
  /** An input port of a node that is there; else a new node. */
  readonly to?: { readonly node: string; readonly port: string };
}

type Purpose = AddMenuAt['purpose'];

export function optionsFor(editor: FlowEditor, purpose: Purpose, search: string): Option[] {
  const all =
    purpose.kind === 'connect' ? [...existingInputs(editor, purpose.origin), ...newNodes(purpose)] : newNodes(purpose);
  const wanted = search.trim().toLowerCase();
  return all.filter((o) => `${o.title} ${o.summary}`.toLowerCase().includes(wanted));
}

const fits = (type: NodeType, { kind }: Purpose) =>
  kind === 'free' || (takesInput(type) && (kind !== 'insert' || type.outputs.length > 0));

const newNodes = (purpose: Purpose): Option[] =>
  nodeTypes
    .filter((type) => fits(type, purpose))
    .map((type) => ({
      key: type.type,
      type: type.type,
      title: `New ${type.title.toLowerCase()}`,
      summary: type.description,
    }));

/** Inputs that can be connected without making a circle. */
function existingInputs({ document: { current: document }, analysis }: FlowEditor, origin: Origin): Option[] {
  const feeds = (name: string) => referencesIn(document.spec.nodes[name]?.from);
  return Object.entries(document.spec.nodes).flatMap(([name, node]) => {
    if (isFedBy(document, origin.node, name, feeds)) return [];
    const ports = inputPorts(typeOf(node.type));
    const summary = analysis.state.nodes[name]?.describes ?? node.type;
    return ports.map((port) => ({
      key: `${name}/${port.name}`,
      type: node.type,
      title: ports.length > 1 ? `${name} (${port.title})` : name,
      summary,
      to: { node: name, port: port.name },
    }));
  });
}

/** Connects to the node, or makes it: where the menu was asked for, else right of the one that feeds it. */
export function chooseOption(editor: FlowEditor, option: Option, { purpose, x, y }: AddMenuAt): void {
  if (option.to && purpose.kind === 'connect') {
    const { node, port } = option.to;
    const { origin } = purpose;
    connectByHandles(editor, { source: origin.node, sourceHandle: origin.port, target: node, targetHandle: port });
    editor.ui.select([node]);
    editor.canvas.viewport.focusNode(node);
    return;
  }
  const type = typeOf(option.type);
  if (!type) return;
  const size = nodeSize(type.type);
  const here = editor.canvas.viewport.toCanvas(x, y);
  if (purpose.kind === 'free') createNode(editor, type, { x: here.x - size.width / 2, y: here.y - size.height / 2 });
  else if (purpose.kind === 'drawn')
    createNode(editor, type, { x: here.x, y: here.y - size.height / 2 }, purpose.origin);
  else {
    const into = purpose.kind === 'insert' ? purpose.into : undefined;
    createNode(editor, type, freePlace(editor.document.current, purpose.origin.node), purpose.origin, into);
  }
}
