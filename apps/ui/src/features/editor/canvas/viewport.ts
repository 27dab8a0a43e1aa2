import type { ReactFlowInstance } from '@xyflow/react';
import type { CanvasEdge, CanvasNode } from './elements.ts';
import { placeAtFullSize, placeOfStart } from './full-size.ts';
import { isWhole, viewportOfWhole, viewportWithoutCut } from './in-sight.ts';
import { manyNodes } from './minimap.ts';
import { nodeSize } from './node-size.ts';

const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
const duration = () => (still() ? 0 : 200);

/** How one canvas is looked at. While it is not on the screen, nothing moves. */
export class Viewport {
  private readonly nodes: () => readonly CanvasNode[];
  private instance: ReactFlowInstance<CanvasNode, CanvasEdge> | undefined;
  private root: HTMLElement | undefined;

  /** @param nodes what is drawn now */
  constructor(nodes: () => readonly CanvasNode[]) {
    this.nodes = nodes;
  }

  /** The canvas is on the screen, inside `root`. @returns says that it is no more */
  attach(instance: ReactFlowInstance<CanvasNode, CanvasEdge>, root: HTMLElement): () => void {
    this.instance = instance;
    this.root = root;
    return () => {
      this.instance = undefined;
      this.root = undefined;
    };
  }

  private get pane(): Element | undefined {
    return this.root?.querySelector('.react-flow') ?? undefined;
  }

  /** Shows the whole flow: at 100 % where it has room, else as large as it can be. */
  fit(): void {
    const sizes = this.sizesNow();
    if (!sizes) return;
    const place = placeAtFullSize(sizes.flow, sizes.canvas);
    if (place) void this.instance?.setViewport({ ...place, zoom: 1 }, { duration: duration() });
    else void this.instance?.fitView({ padding: 0.05, maxZoom: 1, duration: duration() });
  }

  /** The first sight of a flow, without a movement: a small one can be read, whether all of it has room or not. */
  fitAtOnce(): void {
    const sizes = this.sizesNow();
    if (!sizes) return;
    const place = placeAtFullSize(sizes.flow, sizes.canvas);
    const isSmall = this.nodes().length <= manyNodes;
    if (place || isSmall) void this.instance?.setViewport({ ...(place ?? placeOfStart(sizes.flow)), zoom: 1 });
    else void this.instance?.fitView({ padding: 0.05, maxZoom: 1 });
  }

  private sizesNow() {
    const pane = this.pane;
    const nodes = this.nodes();
    if (!this.instance || !pane || nodes.length === 0) return undefined;
    const canvas = { width: pane.clientWidth, height: pane.clientHeight };
    return { flow: this.instance.getNodesBounds([...nodes]), canvas };
  }

  /** Draws at 100 %, about the middle of what is seen. */
  actualSize(): void {
    void this.instance?.zoomTo(1, { duration: duration() });
  }

  zoomIn(): void {
    void this.instance?.zoomIn({ duration: duration() });
  }

  zoomOut(): void {
    void this.instance?.zoomOut({ duration: duration() });
  }

  /** The place on the canvas under a place of the window. */
  toCanvas(x: number, y: number): { x: number; y: number } {
    return this.instance?.screenToFlowPosition({ x, y }) ?? { x: 0, y: 0 };
  }

  /** The middle of what is seen of the canvas. */
  centre(): { x: number; y: number } {
    const box = this.pane?.getBoundingClientRect();
    return box ? this.toCanvas(box.x + box.width / 2, box.y + box.height / 2) : { x: 0, y: 0 };
  }

  /** Where a node of a type stands in the middle of what is seen of the canvas. */
  middle(type: string): { x: number; y: number } {
    const at = this.centre();
    const { width, height } = nodeSize(type);
    return { x: at.x - width / 2, y: at.y - height / 2 };
  }

  /** Puts the cursor on a node or a comment (by its id on the canvas), and moves the view when it is out of sight. */
  focusNode(id: string): void {
    const found = this.elementOf(id);
    if (found && this.isInSight(found)) {
      found.focus({ preventScroll: true });
      return;
    }
    const node = this.nodes().find((n) => n.id === id);
    if (!node || !this.instance) return;
    const { x, y } = node.position;
    const { width = 0, height = 0 } = node;
    void this.instance.setCenter(x + width / 2, y + height / 2, { zoom: Math.max(0.6, this.instance.getZoom()) });
    requestAnimationFrame(() => requestAnimationFrame(() => this.elementOf(id)?.focus({ preventScroll: true })));
  }

  /** Whether nothing of the flow is cut off. */
  isWholeInSight(): boolean {
    const sizes = this.sizesNow();
    return (
      sizes !== undefined &&
      this.instance !== undefined &&
      isWhole(sizes.flow, sizes.canvas, this.instance.getViewport())
    );
  }

  /**
   * After a panel took room at the right: a flow that was whole in sight stays so, and of another a node does.
   * @param wasWhole whether the flow was whole in sight before
   */
  keepInSight(id: string, wasWhole: boolean): void {
    const sizes = this.sizesNow();
    const node = this.nodes().find((n) => n.id === id);
    if (!node || !this.instance || !sizes) return;
    const now = this.instance.getViewport();
    const to = wasWhole
      ? viewportOfWhole(sizes.flow, sizes.canvas, now)
      : viewportWithoutCut(this.instance.getNodesBounds([node]), sizes.canvas, now);
    if (to !== now) void this.instance.setViewport(to, { duration: duration() });
  }

  private elementOf(id: string): HTMLElement | null | undefined {
    return this.root?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
  }

  private isInSight(element: HTMLElement): boolean {
    const box = element.getBoundingClientRect();
    const pane = this.pane?.getBoundingClientRect();
    return (
      pane !== undefined &&
      box.left >= pane.left &&
      box.right <= pane.right &&
      box.top >= pane.top &&
      box.bottom <= pane.bottom
    );
  }
}
