// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { CanvasNode } from '../elements.ts';
import { drawMap, type MapView, mapSize } from './draw.ts';

const box = (id: string, x: number, y: number, more: Partial<CanvasNode> = {}): CanvasNode => {
  const node: CanvasNode = { id, type: 'flow', position: { x, y }, data: { type: 'filter' }, width: 220, height: 92 };
  return Object.assign(node, more);
};
const view = (nodes: CanvasNode[], more: Partial<MapView> = {}): MapView => ({
  nodes,
  transform: [0, 0, 1],
  width: 1000,
  height: 600,
  ...more,
});

interface Filled {
  readonly colour: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What was drawn, in order: filled boxes by their colours. */
let filled: Filled[];
let framed: number;
let map: HTMLCanvasElement;
beforeEach(() => {
  filled = [];
  framed = 0;
  map = document.createElement('canvas');
  for (const kind of ['sight', 'comment', 'node', 'selected', 'frame']) map.style.setProperty(`--map-${kind}`, kind);
  document.body.append(map);
  const context = {
    fillStyle: '',
    strokeStyle: '',
    setTransform() {},
    clearRect() {
      filled = [];
    },
    fillRect(x: number, y: number, width: number, height: number) {
      filled.push({ colour: this.fillStyle.trim(), x, y, width, height });
    },
    strokeRect() {
      framed++;
    },
  };
  Object.assign(map, { getContext: () => context });
});

const colours = () => filled.map(({ colour }) => colour);

describe('the map of a flow', () => {
  test('shows what is in sight below comments, nodes, and what is selected', () => {
    drawMap(
      map,
      view([box('a', 0, 0, { selected: true }), box('b', 300, 0), box('c', 0, 200, { type: 'comment' } as never)]),
    );
    expect(colours()).toEqual(['sight', 'comment', 'node', 'selected']);
    expect(framed).toBe(1);
  });

  test('keeps all of it inside, wherever the nodes are', () => {
    drawMap(map, view([box('a', -5000, -300), box('b', 9000, 4000)]));
    for (const { x, y, width, height } of filled) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(mapSize.width + 1);
      expect(y + height).toBeLessThanOrEqual(mapSize.height + 1);
    }
  });

  test('draws every node at least a pixel large', () => {
    drawMap(map, view([box('a', 0, 0), box('b', 2_000_000, 0)]));
    const nodes = filled.filter(({ colour }) => colour === 'node');
    expect(nodes.map(({ width, height }) => [width >= 1, height >= 1])).toEqual([
      [true, true],
      [true, true],
    ]);
  });

  test('shows what is in sight smaller when the canvas is closer', () => {
    const sight = (zoom: number) => {
      drawMap(map, view([box('a', 0, 0), box('b', 3000, 0)], { transform: [0, 0, zoom] }));
      return filled.find(({ colour }) => colour === 'sight')?.width ?? 0;
    };
    expect(sight(2)).toBeLessThan(sight(1));
  });

  test('gives the scale by which a place on it is found on the canvas', () => {
    const scale = drawMap(map, view([box('a', 100, 50), box('b', 3000, 900)]));
    const drawn = filled.find(({ colour }) => colour === 'node');
    if (!scale || !drawn) throw new Error('nothing was drawn');
    expect(drawn.x / scale.scale + scale.originX).toBeCloseTo(100);
    expect(drawn.y / scale.scale + scale.originY).toBeCloseTo(50);
  });

  test('of an empty flow shows only what is in sight', () => {
    drawMap(map, view([]));
    expect(colours()).toEqual(['sight']);
  });

  test('is as sharp as the screen', () => {
    vi.stubGlobal('devicePixelRatio', 2);
    drawMap(map, view([box('a', 0, 0)]));
    expect([map.width, map.height]).toEqual([mapSize.width * 2, mapSize.height * 2]);
    vi.unstubAllGlobals();
  });

  test('is not drawn where the browser gives nothing to draw on', () => {
    Object.assign(map, { getContext: () => null });
    expect(drawMap(map, view([box('a', 0, 0)]))).toBeUndefined();
  });
});
