import { expect, test } from 'vitest';
import { placeAtFullSize, placeOfStart } from './full-size.ts';

const canvas = { width: 1000, height: 500 };
const flow = (width: number, height: number, x = 0, y = 0) => ({ x, y, width, height });

test('a flow that fits stands in the middle', () => {
  expect(placeAtFullSize(flow(400, 100), canvas)).toEqual({ x: 300, y: 200 });
  expect(placeAtFullSize(flow(400, 100, -5000, 70), canvas)).toEqual({ x: 5300, y: 130 });
});

test('a high one stands below the toolbar as far as there is room', () => {
  expect(placeAtFullSize(flow(400, 420), canvas)).toEqual({ x: 300, y: 56 });
  expect(placeAtFullSize(flow(400, 480), canvas)).toEqual({ x: 300, y: 12 });
});

test('one that fills the canvas up to the margin still fits; a larger one does not', () => {
  expect(placeAtFullSize(flow(984, 484), canvas)).toEqual({ x: 8, y: 8 });
  expect(placeAtFullSize(flow(985, 100), canvas)).toBeUndefined();
  expect(placeAtFullSize(flow(100, 485), canvas)).toBeUndefined();
});

test('the start of one that does not fit stands below the toolbar', () => {
  expect(placeOfStart(flow(2000, 100, -300, 40))).toEqual({ x: 308, y: 16 });
});
