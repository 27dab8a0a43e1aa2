import { create } from 'zustand';
import { useCanvas } from '../canvas-store.ts';
import { isComment } from '../comments/elements.ts';
import type { CanvasEdge, CanvasNode } from '../elements.ts';

/** What a context menu is about. */
export type MenuTarget =
  | { readonly kind: 'node' | 'comment'; readonly element: CanvasNode }
  | { readonly kind: 'edge'; readonly edge: CanvasEdge }
  | { readonly kind: 'canvas' };

export interface MenuAt {
  /** Where it opens, in the window. */
  readonly x: number;
  readonly y: number;
  readonly target: MenuTarget;
}

export const useCanvasMenu = create<{ at: MenuAt | undefined }>(() => ({ at: undefined }));
export const openCanvasMenu = (at: MenuAt): void => useCanvasMenu.setState({ at });
export const closeCanvasMenu = (): void => useCanvasMenu.setState({ at: undefined });

/** What an element of the page stands for on the canvas. */
export function targetOf(element: Element): MenuTarget {
  const { nodes, edges } = useCanvas.getState();
  const node = idOf(element, '.react-flow__node');
  const found = nodes.find((n) => n.id === node);
  if (found) return { kind: isComment(found) ? 'comment' : 'node', element: found };
  const id = idOf(element, '.react-flow__edge');
  const edge = edges.find((e) => e.id === id);
  return edge ? { kind: 'edge', edge } : { kind: 'canvas' };
}

const idOf = (element: Element, selector: string) => element.closest<HTMLElement>(selector)?.dataset.id;
