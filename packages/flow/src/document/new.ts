import { toYaml } from '@headrace/yaml';
import type { Edit } from './edit.ts';
import { apiVersion, type Feed, type FlowDocument } from './schema.ts';

/** The text of an empty flow. */
export function newFlowText(name: string): string {
  return toYaml({ apiVersion, kind: 'Flow', metadata: { name }, spec: { nodes: {}, layout: {} } });
}

/** The text of a document that has no text yet (a copy, an import of data). */
export function documentText(document: FlowDocument): string {
  return toYaml(document);
}

/** Edits that give a node another name, in every place that names it. The new name must be free. */
export function renameNode(document: FlowDocument, from: string, to: string): Edit[] {
  if (from === to) return [];
  const edits: Edit[] = [{ path: ['spec', 'nodes', from], rename: to }];
  if (document.spec.layout && Object.hasOwn(document.spec.layout, from))
    edits.push({ path: ['spec', 'layout', from], rename: to });
  for (const [name, node] of Object.entries(document.spec.nodes)) {
    if (node.from === undefined) continue;
    const feed = renamedFeed(document, node.from, from, to);
    if (feed !== node.from) edits.push({ path: ['spec', 'nodes', name === from ? to : name, 'from'], value: feed });
  }
  return edits;
}

function renamedFeed(document: FlowDocument, feed: Feed, from: string, to: string): Feed {
  const one = (source: string): string => {
    if (source === from) return to;
    // `a.b` is a port of `a` unless a node is named `a.b`.
    const isPort = source.startsWith(`${from}.`) && !Object.hasOwn(document.spec.nodes, source);
    return isPort && !source.slice(from.length + 1).includes('.') ? `${to}${source.slice(from.length)}` : source;
  };
  if (typeof feed === 'string') return one(feed);
  if (Array.isArray(feed)) return feed.some((f) => one(f) !== f) ? feed.map(one) : feed;
  const entries = Object.entries(feed);
  return entries.some(([, f]) => one(f) !== f) ? Object.fromEntries(entries.map(([k, f]) => [k, one(f)])) : feed;
}
