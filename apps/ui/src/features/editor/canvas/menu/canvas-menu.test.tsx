// @vitest-environment happy-dom
import type { MouseEvent } from 'react';
import { beforeEach, describe, expect, test } from 'vitest';
import { addComment } from '../../document/operations/comments.ts';
import { rememberSelection } from '../../selection.ts';
import { type EditorOnScreen, openEditor, renderInEditor } from '../../testing/render-in-editor.tsx';
import type { TestEditor } from '../../testing/test-editor.ts';
import { CanvasMenu } from './canvas-menu.tsx';
import { openMenu } from './open-menu.ts';

let opened: TestEditor;
let screen: EditorOnScreen;
beforeEach(async () => {
  opened = await openEditor();
  screen = await renderInEditor(opened, <CanvasMenu />);
});

const canvas = () => opened.editor.canvas;
/** An element as the canvas library draws it. */
function drawn(html: string): Element {
  const root = screen.shown.element.appendChild(document.createElement('div'));
  root.innerHTML = `<div class="react-flow">${html}</div>`;
  return root.querySelector('[data-target]') ?? root.children[0] ?? root;
}
const node = (id: string) => drawn(`<div class="react-flow__node" data-id="${id}"><b data-target>x</b></div>`);
let prevented: boolean;
const rightClick = (target: Element) => {
  prevented = false;
  const preventDefault = () => {
    prevented = true;
  };
  const event = { target, clientX: 5, clientY: 6, button: 2, preventDefault };
  return screen.change(() => openMenu(opened.editor, event as unknown as MouseEvent));
};
const labels = () => screen.page.queryAllByRole('menuitem').map((item) => item.textContent);
const choose = (name: RegExp | string) => screen.user.click(screen.page.getByRole('menuitem', { name }));

describe('the menu of a node', () => {
  test('is about the node, which is selected', async () => {
    opened.select('out');
    await rightClick(node('emea'));
    expect(prevented).toBe(true);
    expect(opened.selection).toEqual(['emea']);
    expect(screen.page.getByRole('menu', { name: 'emea' })).toBeTruthy();
    expect(labels().join(' ')).toMatch(/Edit.*Rename.*Connect to….*Show its events.*Help.*Copy.*Duplicate.*Delete/);
  });

  test('is about all that is selected when the node is among it', async () => {
    opened.select('emea', 'out');
    await rightClick(node('emea'));
    await choose(/^Delete/);
    expect(opened.nodes).toEqual(['orders', 'open']);
  });

  test('has nothing to connect for a destination', async () => {
    await rightClick(node('out'));
    expect(labels().join(' ')).not.toContain('Connect to…');
  });

  test.each([
    [/^Connect to/, () => expect(canvas().state.addMenu?.purpose).toMatchObject({ kind: 'connect' })],
    [/^Help/, () => expect(opened.editor.ui.state.inspectorTab).toBe('help')],
    [/events/, () => expect(opened.editor.ui.state).toMatchObject({ tab: 'events', selection: ['emea'] })],
    [/^Duplicate/, () => expect(opened.nodes).toHaveLength(5)],
    [/^Edit/, () => expect(opened.editor.ui.state.focus).toMatchObject({ node: 'emea' })],
  ] as const)('does %s', async (name, check) => {
    await rightClick(node('emea'));
    await choose(name);
    check();
    expect(canvas().state.menu).toBeUndefined();
  });

  test('starts the preview for its events when that is off', async () => {
    opened.editor.previewKeeper.stop();
    await rightClick(node('emea'));
    await choose('Preview its events');
    await screen.change(() => {});
    expect(opened.page.server.previews).toHaveLength(2);
  });
});

describe('the menu of a connection', () => {
  const edge = () => {
    const id = canvas().state.edges.find((one) => one.target === 'emea')?.id ?? '';
    const element = drawn('<g class="react-flow__edge"><i data-target></i></g>');
    element.closest('.react-flow__edge')?.setAttribute('data-id', id);
    return element;
  };

  test('is named by what it connects, and selects nothing else', async () => {
    opened.select('out');
    await rightClick(edge());
    expect(screen.page.getByRole('menu', { name: 'orders feeds emea' })).toBeTruthy();
    expect(opened.selection).toEqual([]);
    expect(canvas().state.selectedEdges.size).toBe(1);
  });

  test('deletes it', async () => {
    await rightClick(edge());
    await choose(/^Delete/);
    expect(opened.document.spec.nodes.emea?.from).toBeUndefined();
    expect(opened.nodes).toHaveLength(4);
  });

  test('inserts a node into it', async () => {
    await rightClick(edge());
    await choose(/^Insert a node/);
    expect(canvas().state.addMenu?.purpose).toEqual({
      kind: 'insert',
      origin: { node: 'orders', port: 'out' },
      into: expect.objectContaining({ node: 'emea' }),
    });
  });
});

describe('the menu of a comment', () => {
  test('writes it', async () => {
    const comment = addComment(opened.editor.document, { x: 0, y: 0 });
    const id = canvas().state.nodes.find((one) => one.type === 'comment')?.id ?? '';
    await rightClick(node(id));
    expect(screen.page.getByRole('menu', { name: 'Comment' })).toBeTruthy();
    await choose(/^Write/);
    expect(canvas().state.writing).toBe(comment);
  });
});

describe('the menu of the canvas', () => {
  const pane = () => drawn('<div class="react-flow__pane" data-target></div>');

  test('leaves what is selected, and acts at the place', async () => {
    opened.select('out');
    await rightClick(pane());
    expect(opened.selection).toEqual(['out']);
    await choose(/^Add a node here/);
    expect(canvas().state.addMenu).toMatchObject({ purpose: { kind: 'free' } });
  });

  test('pastes what was copied here, and offers it only then', async () => {
    opened.select('emea');
    await screen.change(() => rememberSelection(opened.editor));
    await rightClick(pane());
    await choose(/^Paste/);
    expect(opened.nodes).toHaveLength(5);
  });

  test('selects all', async () => {
    await rightClick(pane());
    await choose(/^Select all/);
    expect(opened.selection).toEqual(['orders', 'emea', 'open', 'out']);
  });

  test('is closed with Escape', async () => {
    await rightClick(pane());
    await screen.user.keyboard('{Escape}');
    expect(canvas().state.menu).toBeUndefined();
  });
});

test.each(['<input data-target>', '<textarea data-target></textarea>', '<p contenteditable="true" data-target></p>'])(
  'the menu of the browser stays in %s',
  async (html) => {
    await rightClick(drawn(html));
    expect([prevented, canvas().state.menu]).toEqual([false, undefined]);
  },
);

test('nothing opens beside the canvas', async () => {
  await rightClick(document.body);
  expect(canvas().state.menu).toBeUndefined();
});
