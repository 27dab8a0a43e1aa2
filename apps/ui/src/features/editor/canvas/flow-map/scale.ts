export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How a part of the plane is shown on the map: map pixels = (plane - origin) * scale. */
export interface MapScale {
  readonly scale: number;
  readonly originX: number;
  readonly originY: number;
}

/** The smallest rectangle around all; `undefined` for none. */
export function around(rects: Iterable<Rect>): Rect | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of rects) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return left > right ? undefined : { x: left, y: top, width: right - left, height: bottom - top };
}

/** Shows `whole` as large as it fits into a map of `width` by `height` pixels, in the middle, with a margin in pixels. */
export function scaleFor(whole: Rect, width: number, height: number, margin: number): MapScale {
  const [w, h] = [Math.max(1, whole.width), Math.max(1, whole.height)];
  const scale = Math.min((width - 2 * margin) / w, (height - 2 * margin) / h);
  return {
    scale,
    originX: whole.x - (width / scale - whole.width) / 2,
    originY: whole.y - (height / scale - whole.height) / 2,
  };
}

/** A rectangle of the plane in map pixels. */
export function onMap({ x, y, width, height }: Rect, { scale, originX, originY }: MapScale): Rect {
  return { x: (x - originX) * scale, y: (y - originY) * scale, width: width * scale, height: height * scale };
}

/** What of the plane is in sight: `transform` is x, y and zoom of the canvas, `width` and `height` its size in pixels. */
export function inSight([x, y, zoom]: readonly [number, number, number], width: number, height: number): Rect {
  return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
}
