import { expect, test } from 'vitest';
import { around, inSight, onMap, scaleFor } from './scale.ts';

test('a flow is shown whole, in the middle of the map', () => {
  const whole = around([
    { x: -100, y: 0, width: 200, height: 100 },
    { x: 700, y: 300, width: 200, height: 100 },
  ]);
  expect(whole).toEqual({ x: -100, y: 0, width: 1000, height: 400 });
  const scale = scaleFor(whole as NonNullable<typeof whole>, 200, 150, 10);
  const shown = onMap(whole as NonNullable<typeof whole>, scale);
  expect(shown.x).toBeCloseTo(10);
  expect(shown.y).toBeCloseTo(39);
  expect([shown.width, shown.height]).toEqual([180, 72]);
});

test('no nodes have no surroundings, and a single point can be shown', () => {
  expect(around([])).toBeUndefined();
  const point = { x: 5, y: 5, width: 0, height: 0 };
  const shown = onMap(point, scaleFor(point, 200, 150, 10));
  expect(shown.x).toBeCloseTo(100);
  expect(shown.y).toBeCloseTo(75);
});

test('what is in sight follows the zoom', () => {
  expect(inSight([100, -50, 0.5], 800, 600)).toEqual({ x: -200, y: 100, width: 1600, height: 1200 });
});
