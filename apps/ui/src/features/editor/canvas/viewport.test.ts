// @vitest-environment happy-dom
import type { ReactFlowInstance } from '@xyflow/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { CanvasEdge, CanvasNode } from './elements.ts';
import { Viewport } from './viewport.ts';

const box = (id: string, x: number, y: number): CanvasNode => ({
  id,
  type: 'flow',
  position: { x, y },
  data: { type: 'filter' },
  width: 220,
  height: 92,
});

/** What the canvas library was asked for, in order. */
let asked: unknown[][];
let nodes: CanvasNode[];
let view: Viewport;
let root: HTMLElement;
let detach: () => void;
let now: { x: number; y: number; zoom: number };

/** The canvas library as far as the viewport uses it: it shows whatever it is told to. */
const instance = () => {
  const note =
    (name: string) =>
    (...args: unknown[]) =>
      void asked.push([name, ...args]);
  return {
    setViewport: (to: typeof now, options?: object) => {
      now = to;
      note('setViewport')(to, options);
    },
    fitView: note('fitView'),
    zoomTo: note('zoomTo'),
    zoomIn: note('zoomIn'),
    zoomOut: note('zoomOut'),
    setCenter: note('setCenter'),
    getZoom: () => now.zoom,
    getViewport: () => now,
    screenToFlowPosition: ({ x, y }: { x: number; y: number }) => ({
      x: (x - now.x) / now.zoom,
      y: (y - now.y) / now.zoom,
    }),
    getNodesBounds: (of: CanvasNode[]) => {
      const [xs, ys] = [of.map((n) => n.position.x), of.map((n) => n.position.y)];
      const [x, y] = [Math.min(...xs), Math.min(...ys)];
      return { x, y, width: Math.max(...xs) + 220 - x, height: Math.max(...ys) + 92 - y };
    },
  } as unknown as ReactFlowInstance<CanvasNode, CanvasEdge>;
};

/** A pane of a size, at the upper left of the window. */
function pane(width: number, height: number): void {
  const element = root.querySelector('.react-flow');
  if (!element) throw new Error('there is no pane');
  Object.defineProperty(element, 'clientWidth', { value: width, configurable: true });
  Object.defineProperty(element, 'clientHeight', { value: height, configurable: true });
  element.getBoundingClientRect = () => new DOMRect(0, 0, width, height);
}

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  asked = [];
  now = { x: 0, y: 0, zoom: 1 };
  nodes = [box('a', 0, 0), box('b', 300, 0)];
  view = new Viewport(() => nodes);
  root = document.body.appendChild(document.createElement('div'));
  root.innerHTML = '<div class="react-flow"></div>';
  pane(1000, 600);
  detach = view.attach(instance(), root);
});

const kinds = () => asked.map(([name]) => name);

describe('showing the whole flow', () => {
  test('draws it at 100 % where it has room', () => {
    view.fit();
    expect(asked).toEqual([['setViewport', expect.objectContaining({ zoom: 1 }), { duration: 200 }]]);
  });

  test('makes it as small as it must be where it has not', () => {
    pane(300, 100);
    view.fit();
    expect(asked).toEqual([['fitView', { padding: 0.05, maxZoom: 1, duration: 200 }]]);
  });

  test('moves at once for people who want no motion', () => {
    vi.stubGlobal('matchMedia', () => ({ matches: true }));
    view.fit();
    expect(asked[0]?.[2]).toEqual({ duration: 0 });
  });

  test('does nothing without nodes', () => {
    nodes = [];
    view.fit();
    view.fitAtOnce();
    expect(asked).toEqual([]);
  });

  test('at first sight begins a small flow at 100 %, also one without room', () => {
    pane(300, 100);
    view.fitAtOnce();
    expect(asked).toEqual([['setViewport', expect.objectContaining({ zoom: 1 }), undefined]]);
  });

  test('at first sight shows all of a large flow', () => {
    nodes = Array.from({ length: 13 }, (_, i) => box(`n${i}`, i * 300, 0));
    view.fitAtOnce();
    expect(kinds()).toEqual(['fitView']);
  });
});

describe('the cursor on a node', () => {
  const draw = (id: string, x: number, y: number) => {
    const element = document.createElement('div');
    element.className = 'react-flow__node';
    element.dataset.id = id;
    element.tabIndex = 0;
    element.getBoundingClientRect = () => new DOMRect(x, y, 220, 92);
    root.querySelector('.react-flow')?.append(element);
    return element;
  };

  test('is put there when the node is in sight, and the view stays', () => {
    const element = draw('a', 10, 10);
    view.focusNode('a');
    expect(document.activeElement).toBe(element);
    expect(asked).toEqual([]);
  });

  test('moves the view to a node out of sight, and is put there when it is drawn', async () => {
    view.focusNode('b');
    expect(asked).toEqual([['setCenter', 410, 46, { zoom: 1 }]]);
    const element = draw('b', 10, 10);
    await vi.waitFor(() => expect(document.activeElement).toBe(element));
  });

  test('draws a node large enough to be read', () => {
    now = { x: 0, y: 0, zoom: 0.1 };
    view.focusNode('b');
    expect(asked[0]?.[3]).toEqual({ zoom: 0.6 });
  });

  test('stays where it is for a node that is not there', () => {
    view.focusNode('gone');
    expect(asked).toEqual([]);
  });
});

describe('a panel that takes room', () => {
  test('leaves a view that still shows the node', () => {
    view.keepInSight('a', false);
    expect(asked).toEqual([]);
  });

  test('shows a flow as a whole again that was whole before', () => {
    expect(view.isWholeInSight()).toBe(true);
    pane(400, 600);
    expect(view.isWholeInSight()).toBe(false);
    view.keepInSight('a', true);
    expect(kinds()).toEqual(['setViewport']);
    expect(view.isWholeInSight()).toBe(true);
  });

  test('moves the view only as far as the node needs when the flow was not whole', () => {
    pane(400, 600);
    view.keepInSight('b', false);
    expect(now.zoom).toBe(1);
    // Its right edge is in the pane, and its left one too.
    expect(now.x + 520).toBeLessThanOrEqual(400);
    expect(now.x + 300).toBeGreaterThanOrEqual(0);
  });

  test('does nothing for a node that is not there', () => {
    pane(400, 600);
    view.keepInSight('gone', true);
    expect(asked).toEqual([]);
  });
});

test('places of the window become places of the canvas', () => {
  now = { x: 100, y: 50, zoom: 0.5 };
  expect(view.toCanvas(200, 100)).toEqual({ x: 200, y: 100 });
  expect(view.centre()).toEqual({ x: 800, y: 500 });
  const { x } = view.middle('filter');
  expect(x).toBe(800 - 110);
});

test('a canvas that is no longer on the screen is left alone', () => {
  detach();
  view.fit();
  view.fitAtOnce();
  view.actualSize();
  view.zoomIn();
  view.zoomOut();
  view.focusNode('a');
  view.keepInSight('a', true);
  expect(asked).toEqual([]);
  expect(view.isWholeInSight()).toBe(false);
  expect(view.centre()).toEqual({ x: 0, y: 0 });
});

test('zooms by steps and to 100 %', () => {
  view.zoomIn();
  view.zoomOut();
  view.actualSize();
  expect(asked).toEqual([
    ['zoomIn', { duration: 200 }],
    ['zoomOut', { duration: 200 }],
    ['zoomTo', 1, { duration: 200 }],
  ]);
});
