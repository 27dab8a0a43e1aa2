import type { ReactFlowInstance } from '@xyflow/react';
import { create } from 'zustand';
import { readSetting, writeSetting } from '../../shell/settings.ts';
import { useCanvas } from './canvas-store.ts';
import type { CanvasEdge, CanvasNode } from './elements.ts';
import { placeAtFullSize, placeOfStart } from './full-size.ts';
import { isWhole, viewportOfWhole, viewportWithoutCut } from './in-sight.ts';
import { nodeSize } from './node-size.ts';

/** How the canvas is looked at; remembered by this browser. */
export const useView = create<{ minimap: boolean | undefined }>(() => ({ minimap: readSetting('minimap', undefined) }));

const manyNodes = 12;

/** The map is there for flows that are hard to overlook, until somebody decides. */
export const isMapShown = (chosen: boolean | undefined, nodes: number): boolean => chosen ?? nodes > manyNodes;

export function toggleMinimap(): void {
  const minimap = !isMapShown(useView.getState().minimap, useCanvas.getState().nodes.length);
  useView.setState({ minimap });
  writeSetting('minimap', minimap);
}

type Instance = ReactFlowInstance<CanvasNode, CanvasEdge>;
let instance: Instance | undefined;

/** The canvas that is on the screen. */
export const setInstance = (next: Instance | undefined): void => {
  instance = next;
};

const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
const duration = () => (still() ? 0 : 200);

/** Shows the whole flow: at 100 % where it has room, else as large as it can be. */
export function fit(): void {
  const sizes = sizesNow();
  if (!sizes) return;
  const place = placeAtFullSize(sizes.flow, sizes.canvas);
  if (place) void instance?.setViewport({ ...place, zoom: 1 }, { duration: duration() });
  else void instance?.fitView({ padding: 0.05, maxZoom: 1, duration: duration() });
}

/** The first sight of a flow, without a movement: a small one can be read, whether all of it has room or not. */
export function fitAtOnce(): void {
  const sizes = sizesNow();
  if (!sizes) return;
  const place = placeAtFullSize(sizes.flow, sizes.canvas);
  const isSmall = useCanvas.getState().nodes.length <= manyNodes;
  if (place || isSmall) void instance?.setViewport({ ...(place ?? placeOfStart(sizes.flow)), zoom: 1 });
  else void instance?.fitView({ padding: 0.05, maxZoom: 1 });
}

function sizesNow() {
  const pane = document.querySelector('.react-flow');
  const nodes = useCanvas.getState().nodes;
  if (!instance || !pane || nodes.length === 0) return undefined;
  const canvas = { width: pane.clientWidth, height: pane.clientHeight };
  return { flow: instance.getNodesBounds(nodes), canvas };
}

/** Draws at 100 %, about the middle of what is seen. */
export const actualSize = (): void => void instance?.zoomTo(1, { duration: duration() });
export const zoomIn = (): void => void instance?.zoomIn({ duration: duration() });
export const zoomOut = (): void => void instance?.zoomOut({ duration: duration() });

/** The place on the canvas under a place of the window. */
export const toCanvas = (x: number, y: number): { x: number; y: number } =>
  instance?.screenToFlowPosition({ x, y }) ?? { x: 0, y: 0 };

/** The middle of what is seen of the canvas. */
export function centre(): { x: number; y: number } {
  const box = document.querySelector('.react-flow')?.getBoundingClientRect();
  return box ? toCanvas(box.x + box.width / 2, box.y + box.height / 2) : { x: 0, y: 0 };
}

/** Where a node of a type stands in the middle of what is seen of the canvas. */
export function middle(type: string): { x: number; y: number } {
  const at = centre();
  const { width, height } = nodeSize(type);
  return { x: at.x - width / 2, y: at.y - height / 2 };
}

/** Puts the cursor on a node or a comment (by its id on the canvas), and moves the view when it is out of sight. */
export function focusNode(id: string): void {
  const found = elementOf(id);
  if (found && isInSight(found)) {
    found.focus({ preventScroll: true });
    return;
  }
  const node = useCanvas.getState().nodes.find((n) => n.id === id);
  if (!node || !instance) return;
  const { x, y } = node.position;
  const { width = 0, height = 0 } = node;
  void instance.setCenter(x + width / 2, y + height / 2, { zoom: Math.max(0.6, instance.getZoom()) });
  requestAnimationFrame(() => requestAnimationFrame(() => elementOf(id)?.focus({ preventScroll: true })));
}

/** Whether nothing of the flow is cut off. */
export function isWholeInSight(): boolean {
  const sizes = sizesNow();
  return sizes !== undefined && instance !== undefined && isWhole(sizes.flow, sizes.canvas, instance.getViewport());
}

/**
 * After a panel took room at the right: a flow that was whole in sight stays so, and of another a node does.
 * @param wasWhole whether the flow was whole in sight before
 */
export function keepInSight(id: string, wasWhole: boolean): void {
  const sizes = sizesNow();
  const node = useCanvas.getState().nodes.find((n) => n.id === id);
  if (!node || !instance || !sizes) return;
  const now = instance.getViewport();
  const to = wasWhole
    ? viewportOfWhole(sizes.flow, sizes.canvas, now)
    : viewportWithoutCut(instance.getNodesBounds([node]), sizes.canvas, now);
  if (to !== now) void instance.setViewport(to, { duration: duration() });
}

const elementOf = (id: string) => document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);

function isInSight(element: HTMLElement): boolean {
  const box = element.getBoundingClientRect();
  const pane = document.querySelector('.react-flow')?.getBoundingClientRect();
  return (
    pane !== undefined &&
    box.left >= pane.left &&
    box.right <= pane.right &&
    box.top >= pane.top &&
    box.bottom <= pane.bottom
  );
}
