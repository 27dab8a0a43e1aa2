import type { FlowDocument, FlowNode } from '@headrace/flow';
import type { Draft } from 'immer';
import type { DocumentModel } from '../document-model.ts';
import { freeName } from '../names.ts';
import { mapFeed, readReference, setFeed, writeReference } from '../references.ts';
import { feedReplaced, type InputAt } from './connections.ts';

export interface Position {
  readonly x: number;
  readonly y: number;
}

/**
 * Puts a node on the canvas. Returns its name: the wanted one, or one like it that is free.
 * @param into an input that it feeds from now on, in place of what fed it
 */
export function addNode(
  model: DocumentModel,
  wanted: string,
  node: FlowNode,
  position: Position,
  into?: InputAt,
): string {
  let name = wanted;
  model.gesture(`Add ${wanted}`, (draft) => {
    name = freeName((n) => Object.hasOwn(draft.spec.nodes, n), wanted);
    draft.spec.nodes[name] = node;
    draft.spec.layout ??= {};
    draft.spec.layout[name] = round(position);
    const fed = into && draft.spec.nodes[into.node];
    if (fed) setFeed(fed, feedReplaced(fed.from, into.port, writeReference({ node: name, port: undefined })));
  });
  return name;
}

/** Takes nodes away, and the connections that came from them. */
export function takeNodes(draft: Draft<FlowDocument>, names: readonly string[]): void {
  const gone = new Set(names);
  const before = { ...draft.spec.nodes };
  for (const name of gone) {
    delete draft.spec.nodes[name];
    if (draft.spec.layout) delete draft.spec.layout[name];
  }
  for (const node of Object.values(draft.spec.nodes)) {
    const kept = mapFeed(node.from, (r) => (gone.has(readReference(before, r).node) ? undefined : r));
    if (JSON.stringify(kept) !== JSON.stringify(node.from)) setFeed(node, kept);
  }
}

/** Puts nodes somewhere else. */
export function placeNodes(draft: Draft<FlowDocument>, positions: ReadonlyMap<string, Position>): void {
  if (positions.size > 0) draft.spec.layout ??= {};
  for (const [name, position] of positions) {
    const at = round(position);
    const old = placeIn(draft, name);
    if (old) Object.assign(old, at);
    else if (draft.spec.layout) draft.spec.layout[name] = at;
  }
}

/** Where a node stands; nodes that no layout names (a file written by hand) stand in a row. */
export function positionOf(document: FlowDocument, name: string, index: number): Position {
  return placeIn(document, name) ?? { x: 40 + index * 300, y: 80 };
}

/** What the layout says of a node. Names may be anything, so nothing inherited may answer. */
export function placeIn({ spec: { layout } }: FlowDocument, name: string): { x: number; y: number } | undefined {
  return layout && Object.hasOwn(layout, name) ? layout[name] : undefined;
}

/** Whole numbers keep the text short and saving twice equal. */
export const round = ({ x, y }: Position) => ({ x: Math.round(x), y: Math.round(y) });
