import type { FlowDocument, FlowNode } from '@headrace/flow';
import { freeName } from '../names.ts';
import { mapFeed, readReference, setFeed, writeReference } from '../references.ts';
import { gesture } from '../store.ts';
import type { Position } from './nodes.ts';

/** What is on the clipboard: plain JSON, so that it can go from one flow, window or person to another. */
interface Copied {
  readonly headrace: 'nodes';
  readonly nodes: Record<string, FlowNode>;
  readonly layout: Record<string, Position>;
}

export function copyNodes(document: FlowDocument, names: readonly string[]): string {
  const copied: Copied = { headrace: 'nodes', nodes: {}, layout: {} };
  for (const name of names) {
    const node = document.spec.nodes[name];
    if (!node) continue;
    copied.nodes[name] = node;
    copied.layout[name] = document.spec.layout?.[name] ?? { x: 0, y: 0 };
  }
  return JSON.stringify(copied, null, 2);
}

/**
 * Puts copied nodes beside where they came from. Connections among them stay among the copies; a connection from
 * outside stays when that node is there. Returns the new names, none when the text is something else.
 */
export function pasteNodes(text: string): string[] {
  const copied = read(text);
  if (!copied) return [];
  const names = new Map<string, string>();
  gesture('Paste', (draft) => {
    const nodes = draft.spec.nodes;
    for (const [old, node] of Object.entries(copied.nodes)) {
      const name = freeName((n) => Object.hasOwn(nodes, n), old);
      names.set(old, name);
      nodes[name] = structuredClone(node);
      draft.spec.layout ??= {};
      const at = copied.layout[old] ?? { x: 0, y: 0 };
      draft.spec.layout[name] = { x: at.x + 40, y: at.y + 120 };
    }
    for (const name of names.values()) {
      const node = nodes[name];
      if (!node) continue;
      const feed = mapFeed(node.from, (reference) => {
        const at = readReference({ ...nodes, ...copied.nodes }, reference);
        const inside = names.get(at.node);
        if (inside !== undefined) return writeReference({ ...at, node: inside });
        return Object.hasOwn(nodes, at.node) ? reference : undefined;
      });
      setFeed(node, feed);
    }
  });
  return [...names.values()];
}

function read(text: string): Copied | undefined {
  try {
    const data = JSON.parse(text) as Partial<Copied> | null;
    if (data?.headrace !== 'nodes' || typeof data.nodes !== 'object') return undefined;
    return { headrace: 'nodes', nodes: data.nodes, layout: data.layout ?? {} };
  } catch {
    return undefined;
  }
}
