import type { Feed, FlowDocument, FlowNode } from '@headrace/flow';

/** An output port of a node. */
export interface PortAt {
  readonly node: string;
  /** `undefined` for the default port. */
  readonly port: string | undefined;
}

/** How a document names a port: `emea`, or `emea.unmatched` for a port other than the default. */
export const writeReference = (at: PortAt): string => (at.port === undefined ? at.node : `${at.node}.${at.port}`);

/** Which node a reference names. A node's whole name wins, since names may have dots themselves. */
export function readReference(nodes: FlowDocument['spec']['nodes'], reference: string): PortAt {
  if (Object.hasOwn(nodes, reference)) return { node: reference, port: undefined };
  const dot = reference.lastIndexOf('.');
  if (dot > 0) return { node: reference.slice(0, dot), port: reference.slice(dot + 1) };
  return { node: reference, port: undefined };
}

/** Every reference in what feeds a node. */
export function referencesIn(feed: Feed | undefined): string[] {
  if (feed === undefined) return [];
  if (typeof feed === 'string') return [feed];
  return Array.isArray(feed) ? feed : Object.values(feed);
}

/** The feed with each reference replaced; those answered `undefined` are left out. `undefined` when nothing stays. */
export function mapFeed(feed: Feed | undefined, change: (reference: string) => string | undefined): Feed | undefined {
  if (feed === undefined) return undefined;
  if (typeof feed === 'string') return change(feed);
  if (Array.isArray(feed)) {
    const kept = feed.map(change).filter((r) => r !== undefined);
    return kept.length > 0 ? kept : undefined;
  }
  const kept = Object.entries(feed).flatMap(([port, r]) => {
    const next = change(r);
    return next === undefined ? [] : [[port, next] as const];
  });
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

/** Sets or removes what feeds a node. */
export function setFeed(node: FlowNode, feed: Feed | undefined): void {
  if (feed === undefined) delete node.from;
  else node.from = feed;
}
