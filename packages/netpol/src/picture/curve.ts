export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * A soft line along points as the `d` of an SVG path: a uniform cubic B-spline from the first to the last. It passes near
 * the points between, so that the corners of a route are no kinks.
 */
export function curveAlong(points: readonly Point[]): string {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return '';
  const parts = points.map((to, i) => {
    const from = points[i - 1] ?? first;
    return `C${at(mix(from, to, 1 / 3))} ${at(mix(from, to, 2 / 3))} ${at(knot(points, i, to))}`;
  });
  return `M${at(first)}${parts.join('')}L${at(last)}`;
}

/** Where the line passes a point that it goes along. */
export function onCurve(points: readonly Point[], point: Point): Point {
  const i = points.findIndex((p) => Math.abs(p.x - point.x) < 1 && Math.abs(p.y - point.y) < 1);
  const here = points[i];
  return here ? knot(points, i, here) : point;
}

function knot(points: readonly Point[], i: number, here: Point): Point {
  const [before, after] = [points[i - 1] ?? here, points[i + 1] ?? here];
  return { x: (before.x + 4 * here.x + after.x) / 6, y: (before.y + 4 * here.y + after.y) / 6 };
}

const mix = (a: Point, b: Point, share: number): Point => ({
  x: a.x + (b.x - a.x) * share,
  y: a.y + (b.y - a.y) * share,
});

const at = ({ x, y }: Point): string => `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
