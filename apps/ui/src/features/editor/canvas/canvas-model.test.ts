// @vitest-environment happy-dom
import type { NodeChange } from '@xyflow/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { addComment } from '../document/operations/comments.ts';
import { openEditor } from '../testing/render-in-editor.tsx';
import type { TestEditor } from '../testing/test-editor.ts';
import type { CanvasNode } from './elements.ts';

let opened: TestEditor;
beforeEach(async () => {
  opened = await openEditor();
});

const canvas = () => opened.editor.canvas;
const state = () => canvas().state;
const node = (id: string): CanvasNode => {
  const found = state().nodes.find((one) => one.id === id);
  if (!found) throw new Error(`there is no ${id} on the canvas`);
  return found;
};
const edges = () => state().edges.map((edge) => `${edge.source} → ${edge.target}`);

describe('what is drawn', () => {
  test('is each node of the document, and each connection of the compiled graph', () => {
    expect(state().nodes.map(({ id }) => id)).toEqual(['orders', 'emea', 'open', 'out']);
    expect(edges()).toEqual(['orders → emea', 'emea → open', 'emea → out']);
  });

  test('stays the same objects where nothing has changed', () => {
    const [before, edge] = [new Map(state().nodes.map((one) => [one.id, one])), state().edges[0]];
    opened.move('open', 500, 500);
    expect(node('open').position).toEqual({ x: 500, y: 500 });
    for (const id of ['orders', 'emea', 'out']) expect(node(id)).toBe(before.get(id));
    expect(state().edges[0]).toBe(edge);
  });

  test('is not drawn again for a change that is not seen', () => {
    const before = state();
    opened.rename('another name');
    expect(state()).toBe(before);
  });

  test('says in words what a node is, and what is wrong with it', async () => {
    expect(node('emea').ariaLabel).toBe("Filter emea, valid, region = 'EMEA'");
    opened.write('emea', 'expression', "region = 'x");
    await opened.wait(1000);
    expect(node('emea').ariaLabel).toMatch(/^Filter emea, error, /);
    expect(node('emea').ariaLabel).toContain(opened.editor.analysis.state.byNode.emea?.[0]?.message);
  });

  test('follows a rename of a node with its connections', async () => {
    opened.select('emea');
    const { rename } = await import('../document/operations/config.ts');
    rename(opened.editor.document, 'emea', 'europe');
    await opened.wait(1000);
    expect(edges()).toEqual(['orders → europe', 'europe → open', 'europe → out']);
  });

  test('has a port for each input and each output, where the node is drawn', () => {
    const handles = node('emea').handles?.map(({ id, type }) => `${type} ${id}`);
    expect(handles).toEqual(['target in', 'source out', 'source unmatched']);
    expect(node('out').handles?.map(({ type }) => type)).toEqual(['target']);
  });

  test('is nothing when the editor has ended', () => {
    const { nodes } = state();
    canvas().end();
    opened.select('emea');
    expect(state().nodes).toBe(nodes);
  });
});

describe('a selection', () => {
  const select = (id: string, selected: boolean): NodeChange<CanvasNode> => ({ id, type: 'select', selected });

  test('on the canvas is the selection of the editor', () => {
    canvas().changeNodes([select('emea', true), select('out', true)]);
    expect(opened.selection).toEqual(['emea', 'out']);
    canvas().changeNodes([select('emea', false)]);
    expect(opened.selection).toEqual(['out']);
  });

  test('from elsewhere is shown on the canvas', () => {
    opened.select('emea');
    expect(
      state()
        .nodes.filter((one) => one.selected)
        .map(({ id }) => id),
    ).toEqual(['emea']);
  });

  test('of comments stands beside that of nodes', () => {
    const comment = addComment(opened.editor.document, { x: 0, y: 0 });
    const id = state().nodes.find((one) => one.type === 'comment')?.id ?? '';
    canvas().changeNodes([select(id, true), select('emea', true)]);
    expect(opened.editor.ui.state).toMatchObject({ selection: ['emea'], comments: [comment] });
  });

  test('of a connection stays when the flow is compiled again', async () => {
    const id = state().edges[0]?.id ?? '';
    canvas().changeEdges([{ id, type: 'select', selected: true }]);
    opened.write('emea', 'expression', 'TRUE');
    await opened.wait(1000);
    expect(
      state()
        .edges.filter((edge) => edge.selected)
        .map((edge) => edge.id),
    ).toEqual([id]);
    canvas().changeEdges([{ id, type: 'select', selected: false }]);
    expect(state().edges.some((edge) => edge.selected)).toBe(false);
  });
});

describe('a drag', () => {
  const drag = (x: number, y: number): NodeChange<CanvasNode> => ({ id: 'emea', type: 'position', position: { x, y } });

  test('moves a node on the canvas, and the document only when it ends', () => {
    const before = opened.document;
    canvas().changeNodes([drag(10, 10)]);
    canvas().changeNodes([drag(20, 20)]);
    expect(node('emea').position).toEqual({ x: 20, y: 20 });
    expect(opened.document).toBe(before);
    opened.move('emea', 20, 20);
    expect(opened.document.spec.layout?.emea).toEqual({ x: 20, y: 20 });
    opened.press('undo');
    expect(node('emea').position).not.toEqual({ x: 20, y: 20 });
  });
});

describe('by keyboard', () => {
  test('arrows go from node to node, and the first arrow to the first', () => {
    for (const [i, id] of ['orders', 'emea', 'open', 'out'].entries()) opened.move(id, i * 300, 0);
    opened.select();
    opened.press('move-right');
    expect(opened.selection).toEqual(['orders']);
    opened.press('move-right');
    opened.press('move-right');
    expect(opened.selection).toEqual(['open']);
    opened.press('move-left');
    expect(opened.selection).toEqual(['emea']);
    opened.press('move-up');
    expect(opened.selection).toEqual(['emea']);
  });

  test('pushes of the same nodes are one step of the history', () => {
    opened.move('emea', 0, 0);
    opened.select('emea');
    for (let i = 0; i < 3; i++) opened.press('push-right');
    opened.press('push-down');
    expect(opened.document.spec.layout?.emea).toEqual({ x: 72, y: 24 });
    opened.press('undo');
    expect(opened.document.spec.layout?.emea).toEqual({ x: 0, y: 0 });
  });

  test('all is arranged from left to right in one step, and comments stay', () => {
    const comment = addComment(opened.editor.document, { x: 7, y: 7 });
    for (const id of opened.nodes) opened.move(id, 0, 0);
    opened.press('layout');
    const at = (id: string) => opened.document.spec.layout?.[id]?.x ?? 0;
    expect(at('orders')).toBeLessThan(at('emea'));
    expect(at('emea')).toBeLessThan(at('out'));
    expect(at('open')).toBe(at('out'));
    expect(opened.document.spec.comments?.[comment]).toMatchObject({ x: 7, y: 7 });
    opened.press('undo');
    expect(at('out')).toBe(0);
  });

  test('a comment is written in the middle, where it covers nothing', () => {
    opened.press('comment');
    opened.press('comment');
    const boxes = Object.values(opened.document.spec.comments ?? {});
    expect(boxes).toHaveLength(2);
    expect(boxes[0]).not.toMatchObject({ x: boxes[1]?.x, y: boxes[1]?.y });
    expect(state().writing).toBe(Object.keys(opened.document.spec.comments ?? {})[1]);
  });

  test('the list of what a node can feed opens beside it, and not for one without outputs', () => {
    opened.select('emea');
    opened.press('connect');
    expect(state().addMenu?.purpose).toEqual({ kind: 'connect', origin: { node: 'emea', port: 'out' } });
    canvas().closeAddMenu();
    opened.select('out');
    opened.press('connect');
    expect(state().addMenu).toBeUndefined();
    expect(opened.editor.ui.state.said).toBe('out has no output to connect');
  });

  test.each(['open-inspector', 'connect', 'rename', 'push-left', 'size-right'] as const)(
    '%s does nothing while nothing is selected',
    (command) => {
      const before = opened.document;
      opened.press(command);
      expect(opened.document).toBe(before);
      expect(state().addMenu).toBeUndefined();
    },
  );

  test('Escape on the canvas selects nothing', () => {
    opened.select('emea');
    opened.editor.ui.focusField('emea');
    const pane = document.body.appendChild(document.createElement('div'));
    pane.className = 'react-flow';
    pane.tabIndex = 0;
    pane.focus();
    opened.press('leave');
    pane.remove();
    expect(opened.editor.ui.state).toMatchObject({ selection: [], focus: undefined });
  });
});
