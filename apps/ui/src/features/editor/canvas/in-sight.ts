import type { Viewport } from '@xyflow/react';
import { margin } from './full-size.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A part of the flow, in its own coordinates. */
type Box = Size & { readonly x: number; readonly y: number };

/** Whether nothing of a box is cut off. Sizes of the canvas are in CSS pixels. */
export function isWhole(box: Box, canvas: Size, { x, y, zoom }: Viewport): boolean {
  const [left, top] = [x + box.x * zoom, y + box.y * zoom];
  return left >= 0 && top >= 0 && left + box.width * zoom <= canvas.width && top + box.height * zoom <= canvas.height;
}

/** Moved to the left so far that a box is not cut off at the right; `now` itself when it is not. */
export function viewportWithoutCut(box: Box, canvas: Size, now: Viewport): Viewport {
  const { x, y, zoom } = now;
  const over = x + (box.x + box.width) * zoom + margin - canvas.width;
  const free = x + box.x * zoom - margin;
  const by = Math.min(over, Math.max(0, free));
  return by > 0 ? { x: x - by, y, zoom } : now;
}

/** All of a flow: moved where it has room, and made smaller about its middle line where it has none. */
export function viewportOfWhole(flow: Box, canvas: Size, now: Viewport): Viewport {
  const room = canvas.width - 2 * margin;
  if (flow.width * now.zoom <= room) return viewportWithoutCut(flow, canvas, now);
  const zoom = room / flow.width;
  const line = flow.y + flow.height / 2;
  return { x: margin - flow.x * zoom, y: now.y + line * (now.zoom - zoom), zoom };
}
