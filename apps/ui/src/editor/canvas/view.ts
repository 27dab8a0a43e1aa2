import type { ReactFlowInstance } from '@xyflow/react';
import { create } from 'zustand';
import { readSetting, writeSetting } from '../../shell/settings.ts';
import { useCanvas } from './canvas-store.ts';
import type { CanvasEdge, CanvasNode } from './elements.ts';
import { margin, placeAtFullSize, placeOfStart } from './full-size.ts';
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

/** How the flow was looked at before a panel took room from the canvas. */
export interface Sight {
  /** Nothing of the flow was cut off. */
  readonly isWhole: boolean;
}

export function sightNow(): Sight | undefined {
  const sizes = sizesNow();
  if (!sizes || !instance) return undefined;
  const viewport = instance.getViewport();
  const { flow, canvas } = sizes;
  const left = viewport.x + flow.x * viewport.zoom;
  const top = viewport.y + flow.y * viewport.zoom;
  const isWhole =
    left >= 0 &&
    top >= 0 &&
    left + flow.width * viewport.zoom <= canvas.width &&
    top + flow.height * viewport.zoom <= canvas.height;
  return { isWhole };
}

/**
 * After a panel took room at the right: a flow that was whole in sight stays so, moved where it has room and made smaller where it has
 * none. Of another, a node stays in sight.
 */
export function keepInSight(id: string, before: Sight | undefined): void {
  const sizes = sizesNow();
  const node = useCanvas.getState().nodes.find((n) => n.id === id);
  if (!node || !instance || !sizes) return;
  const { x, y, zoom } = instance.getViewport();
  const { flow, canvas } = sizes;
  const hasRoom = flow.width * zoom + 2 * margin <= canvas.width;
  const box = hasRoom || before?.isWhole ? flow : instance.getNodesBounds([node]);
  if (!hasRoom && before?.isWhole) {
    const smaller = (canvas.width - 2 * margin) / flow.width;
    // About the middle line, so that the flow stays at its height.
    const middle = y + (flow.y + flow.height / 2) * zoom;
    const to = { x: margin - flow.x * smaller, y: middle - (flow.y + flow.height / 2) * smaller, zoom: smaller };
    void instance.setViewport(to, { duration: duration() });
    return;
  }
  const over = x + (box.x + box.width) * zoom + margin - canvas.width;
  const free = x + box.x * zoom - margin;
  const by = Math.min(over, Math.max(0, free));
  if (by > 0) void instance.setViewport({ x: x - by, y, zoom }, { duration: duration() });
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
