// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { render } from '../../lib/testing/render.ts';
import { FlowPicture } from './flow-picture.tsx';

const node = (name: string, x: number, y: number) => ({ name, type: 'filter', x, y });

test('a picture has all nodes inside, wherever they are, and says nothing to screen readers', async () => {
  const nodes = [node('a', -500, 20), node('b', 900, -40)];
  const { element } = await render(<FlowPicture picture={{ nodes, edges: [{ from: 'a', to: 'b' }] }} />);
  const [left = 0, top = 0, width = 0, height = 0] =
    element.querySelector('svg')?.getAttribute('viewBox')?.split(' ').map(Number) ?? [];
  for (const rect of element.querySelectorAll('rect')) {
    const [x, y, w, h] = ['x', 'y', 'width', 'height'].map((name) => Number(rect.getAttribute(name)));
    expect(x).toBeGreaterThan(left);
    expect(y).toBeGreaterThan(top);
    expect((x ?? 0) + (w ?? 0)).toBeLessThan(left + width);
    expect((y ?? 0) + (h ?? 0)).toBeLessThan(top + height);
  }
  expect(element.querySelectorAll('path')).toHaveLength(1);
  expect(element.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
});

test('a connection of a node that is not there is left out', async () => {
  const picture = { nodes: [node('a', 0, 0)], edges: [{ from: 'a', to: 'gone' }] };
  const { element } = await render(<FlowPicture picture={picture} />);
  expect(element.querySelectorAll('path')).toHaveLength(0);
});

test('an empty flow has an empty picture', async () => {
  const { element } = await render(<FlowPicture picture={{ nodes: [], edges: [] }} />);
  expect(element.querySelector('svg')).toBeNull();
});
