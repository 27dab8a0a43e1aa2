import { expect, test } from 'vitest';
import { isWhole, viewportOfWhole, viewportWithoutCut } from './in-sight.ts';

const canvas = { width: 800, height: 500 };
const box = (x: number, width: number) => ({ x, y: 100, width, height: 100 });
const at = (x: number, zoom = 1) => ({ x, y: 0, zoom });

test.each([
  ['inside', at(0), true],
  ['beyond the right', at(150), false],
  ['beyond the left', at(-150), false],
  ['inside again when it is smaller', at(150, 0.5), true],
])('a box is whole in sight: %s', (_, viewport, whole) => {
  expect(isWhole(box(100, 600), canvas, viewport)).toBe(whole);
});

test('what is cut off at the right moves by so much, and never out at the left', () => {
  expect(viewportWithoutCut(box(100, 600), canvas, at(50))).toEqual(at(50));
  expect(viewportWithoutCut(box(100, 600), canvas, at(150))).toEqual(at(92));
  expect(viewportWithoutCut(box(100, 1000), canvas, at(0))).toEqual(at(-92));
});

test('a whole flow is moved where it has room, and made smaller about its middle line where it has none', () => {
  expect(viewportOfWhole(box(0, 700), canvas, at(200))).toEqual(at(92));
  const { x, y, zoom } = viewportOfWhole(box(0, 1568), canvas, at(0));
  expect({ x, zoom, line: y + 150 * zoom }).toEqual({ x: 8, zoom: 0.5, line: 150 });
});
