import type { CanvasNode } from '../elements.ts';
import { around, inSight, type MapScale, onMap, type Rect, scaleFor } from './scale.ts';

/** Size of the map in CSS pixels. */
export const mapSize = { width: 200, height: 150 } as const;
const margin = 8;

export interface MapView {
  readonly nodes: readonly CanvasNode[];
  readonly transform: readonly [number, number, number];
  /** Size of the canvas in CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** Draws the nodes and what of them is in sight. @returns how, so that a place on the map can be found on the canvas */
export function drawMap(map: HTMLCanvasElement, view: MapView): MapScale | undefined {
  const context = map.getContext('2d');
  if (!context) return undefined;
  const dots = devicePixelRatio;
  const { width, height } = mapSize;
  if (map.width !== width * dots) {
    map.width = width * dots;
    map.height = height * dots;
  }
  const sight = inSight(view.transform, view.width, view.height);
  const rects = view.nodes.map(rectOf);
  const scale = scaleFor(around([...rects, sight]) ?? sight, width, height, margin);
  const colours = getComputedStyle(map);
  const paint = (name: string) => colours.getPropertyValue(name);
  context.setTransform(dots, 0, 0, dots, 0, 0);
  context.clearRect(0, 0, width, height);
  context.fillStyle = paint('--map-sight');
  fill(context, onMap(sight, scale));
  const each = (kind: string) => {
    context.fillStyle = paint(`--map-${kind}`);
    rects.forEach((rect, i) => {
      if (kindOf(view.nodes[i]) === kind) fill(context, onMap(rect, scale));
    });
  };
  for (const kind of ['comment', 'node', 'selected']) each(kind);
  const { x, y, width: w, height: h } = onMap(sight, scale);
  context.strokeStyle = paint('--map-frame');
  context.strokeRect(x + 0.5, y + 0.5, w - 1, h - 1);
  return scale;
}

function kindOf(node: CanvasNode | undefined): string {
  if (node?.selected) return 'selected';
  return node?.type === 'comment' ? 'comment' : 'node';
}

function rectOf({ position: { x, y }, width = 0, height = 0 }: CanvasNode): Rect {
  return { x, y, width, height };
}

/** At least a pixel, so that no node is lost on the map of a large flow. */
function fill(context: CanvasRenderingContext2D, { x, y, width, height }: Rect): void {
  context.fillRect(x, y, Math.max(1, width), Math.max(1, height));
}
