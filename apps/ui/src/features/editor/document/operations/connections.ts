import type { Feed, FlowDocument, NodeType } from '@headrace/flow';
import type { DocumentModel } from '../document-model.ts';
import { type PortAt, readReference, setFeed, writeReference } from '../references.ts';

/** An input port of a node; for a node with any number of inputs the port is the place in their order, from 1. */
export interface InputAt {
  readonly node: string;
  readonly port: string;
}

/** What feeds a node after one more connection: a single input is replaced, a list of inputs grows. */
export function feedWith(type: NodeType | undefined, old: Feed | undefined, port: string, reference: string): Feed {
  const inputs = type?.inputs;
  if (inputs?.kind === 'many') {
    const list = typeof old === 'string' ? [old] : Array.isArray(old) ? old : [];
    return list.includes(reference) ? list : [...list, reference];
  }
  if (inputs?.kind !== 'named' || inputs.ports.length < 2) return reference;
  const named: Record<string, string> = {};
  if (typeof old === 'string') named[inputs.ports[0]?.name ?? port] = old;
  else if (old && !Array.isArray(old)) Object.assign(named, old);
  named[port] = reference;
  return named;
}

/** What feeds a node when one of its connections comes from somewhere else. */
export function feedReplaced(old: Feed | undefined, port: string, reference: string): Feed {
  if (old === undefined || typeof old === 'string') return reference;
  if (Array.isArray(old)) return old.map((r, i) => (String(i + 1) === port ? reference : r));
  return { ...old, [port]: reference };
}

/** What feeds a node without one of its connections. */
export function feedWithout(old: Feed | undefined, port: string): Feed | undefined {
  if (old === undefined || typeof old === 'string') return undefined;
  if (Array.isArray(old)) {
    const rest = old.filter((_, i) => String(i + 1) !== port);
    return rest.length > 0 ? rest : undefined;
  }
  const { [port]: _, ...rest } = old;
  return Object.keys(rest).length > 0 ? rest : undefined;
}

export function connect(model: DocumentModel, from: PortAt, to: InputAt, type: NodeType | undefined): void {
  model.gesture(`Connect ${from.node} to ${to.node}`, (draft) => {
    const node = draft.spec.nodes[to.node];
    if (node) setFeed(node, feedWith(type, node.from, to.port, writeReference(from)));
  });
}

export function disconnect(model: DocumentModel, to: readonly InputAt[]): void {
  model.gesture('Disconnect', (draft) => {
    // From the last to the first, so that places in a list stay right.
    for (const { node: name, port } of [...to].sort((a, b) => Number(b.port) - Number(a.port) || 0)) {
      const node = draft.spec.nodes[name];
      if (node) setFeed(node, feedWithout(node.from, port));
    }
  });
}

/** Whether `node` gets events, over any way, from `origin`; then a connection back would be a cycle. */
export function isFedBy(
  document: FlowDocument,
  node: string,
  origin: string,
  feeds: (name: string) => string[],
): boolean {
  const seen = new Set<string>();
  const open = [node];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name === origin) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    open.push(...feeds(name).map((r) => readReference(document.spec.nodes, r).node));
  }
  return false;
}
