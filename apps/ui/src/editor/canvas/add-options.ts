import { useAnalysis } from '../../compile/store.ts';
import { connect, isFedBy } from '../../document/operations/connections.ts';
import { referencesIn } from '../../document/references.ts';
import { currentDocument } from '../../document/store.ts';
import { inputPorts, nodeTypes, takesInput, typeOf } from '../catalogue.ts';
import { createNode, type Origin } from '../create-node.ts';
import { select } from '../state.ts';
import { freePlace } from './free-place.ts';
import { connectByHandles } from './gestures.ts';
import { nodeSize } from './node-size.ts';
import { focusNode, toCanvas } from './view.ts';

/** Something that a port can feed. */
export interface Option {
  readonly key: string;
  readonly type: string;
  readonly title: string;
  readonly summary: string;
  /** An input port of a node that is there; else a new node. */
  readonly to?: { readonly node: string; readonly port: string };
}

export function optionsFor(origin: Origin, existing: boolean, search: string): Option[] {
  const all = existing ? [...existingInputs(origin), ...newNodes()] : newNodes();
  const wanted = search.trim().toLowerCase();
  return all.filter((o) => `${o.title} ${o.summary}`.toLowerCase().includes(wanted));
}

const newNodes = (): Option[] =>
  nodeTypes.filter(takesInput).map((type) => ({
    key: type.type,
    type: type.type,
    title: `New ${type.title.toLowerCase()}`,
    summary: type.summary,
  }));

/** Inputs that can be connected without making a circle. */
function existingInputs(origin: Origin): Option[] {
  const document = currentDocument();
  const feeds = (name: string) => referencesIn(document.spec.nodes[name]?.from);
  return Object.entries(document.spec.nodes).flatMap(([name, node]) => {
    if (isFedBy(document, origin.node, name, feeds)) return [];
    const ports = inputPorts(typeOf(node.type));
    const summary = useAnalysis.getState().nodes[name]?.describes ?? node.type;
    return ports.map((port) => ({
      key: `${name}/${port.name}`,
      type: node.type,
      title: ports.length > 1 ? `${name} (${port.title})` : name,
      summary,
      to: { node: name, port: port.name },
    }));
  });
}

/** Connects to the node, or makes it: where the line was let go, else right of the one that feeds it. */
export function chooseOption(option: Option, origin: Origin, at: { x: number; y: number; existing: boolean }): void {
  if (option.to) {
    const { node, port } = option.to;
    connectByHandles({ source: origin.node, sourceHandle: origin.port, target: node, targetHandle: port }, connect);
    select([node]);
    focusNode(node);
    return;
  }
  const type = typeOf(option.type);
  if (!type) return;
  const dropped = toCanvas(at.x, at.y);
  createNode(
    type,
    at.existing ? freePlace(origin.node) : { x: dropped.x, y: dropped.y - nodeSize(type.type).height / 2 },
    origin,
  );
}
