// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest';
import { type EditorOnScreen, openEditor, renderInEditor } from '../testing/render-in-editor.tsx';
import type { TestEditor } from '../testing/test-editor.ts';
import { AddMenu } from './add-menu.tsx';
import type { AddMenuAt } from './canvas-model.ts';

let opened: TestEditor;
let screen: EditorOnScreen;
beforeEach(async () => {
  opened = await openEditor();
  screen = await renderInEditor(opened, <AddMenu />);
});

const orders = { node: 'orders', port: 'out' };
const ask = (purpose: AddMenuAt['purpose'], x = 10, y = 20) =>
  screen.change(() => opened.editor.canvas.openAddMenu({ x, y, purpose }));
const field = () => screen.page.getByRole('combobox');
const titles = () =>
  screen.page.queryAllByRole('option').flatMap((option) => option.querySelector('strong')?.textContent ?? []);
const chosen = () =>
  screen.page.queryAllByRole('option', { selected: true }).map((option) => option.querySelector('strong')?.textContent);
const isOpen = () => screen.page.queryByRole('dialog') !== null;
const from = (node: string) => opened.document.spec.nodes[node]?.from;

describe('the list of what can be added', () => {
  test('offers all node types where nothing feeds the new node', async () => {
    await ask({ kind: 'free' });
    expect(screen.page.getByRole('dialog', { name: 'Add a node' })).toBeTruthy();
    expect(titles()).toEqual(expect.arrayContaining(['New event source', 'New filter', 'New event destination']));
  });

  test('offers no sources behind a node', async () => {
    await ask({ kind: 'drawn', origin: orders });
    expect(screen.page.getByRole('dialog', { name: 'What orders feeds' })).toBeTruthy();
    expect(titles()).toContain('New filter');
    expect(titles()).toContain('New event destination');
    expect(titles()).not.toContain('New event source');
  });

  test('offers only what passes events on between two nodes', async () => {
    await ask({ kind: 'insert', origin: orders, into: { node: 'emea', port: 'in' } });
    expect(screen.page.getByRole('dialog', { name: 'Insert a node' })).toBeTruthy();
    expect(titles()).toContain('New filter');
    expect(titles()).not.toContain('New event destination');
  });

  test('offers inputs of nodes first by keyboard, but none that would close a circle', async () => {
    await ask({ kind: 'connect', origin: { node: 'emea', port: 'out' } });
    expect(titles().slice(0, 2)).toEqual(['open', 'out']);
    expect(titles()).not.toContain('emea');
    expect(titles()).not.toContain('orders');
  });

  test('is searched by title and description, and says when nothing is found', async () => {
    await ask({ kind: 'free' });
    await screen.user.keyboard('FILTER');
    expect(titles()[0]).toBe('New filter');
    await screen.user.keyboard(' of no kind');
    expect(titles()).toEqual([]);
    expect(screen.shown.text()).toContain('Nothing of that name can follow here.');
    await screen.user.keyboard('{Enter}');
    expect(isOpen()).toBe(true);
    expect(opened.nodes).toHaveLength(4);
  });

  test('stays in the window', async () => {
    await ask({ kind: 'free' }, innerWidth, innerHeight);
    const { left, top } = screen.page.getByRole('dialog').style;
    expect([Number.parseFloat(left), Number.parseFloat(top)]).toEqual([innerWidth - 300, innerHeight - 360]);
  });
});

describe('by keyboard', () => {
  test('the search has the cursor, and arrows go round the list', async () => {
    await ask({ kind: 'free' });
    expect(document.activeElement).toBe(field());
    const all = titles();
    expect(chosen()).toEqual([all[0]]);
    await screen.user.keyboard('{ArrowUp}');
    expect(chosen()).toEqual([all.at(-1)]);
    await screen.user.keyboard('{ArrowDown}{ArrowDown}');
    expect(chosen()).toEqual([all[1]]);
    const active = field().getAttribute('aria-activedescendant');
    expect(document.getElementById(active ?? '')?.getAttribute('aria-selected')).toBe('true');
  });

  test('a search begins at its first find again', async () => {
    await ask({ kind: 'free' });
    await screen.user.keyboard('{ArrowDown}{ArrowDown}f');
    expect(chosen()).toEqual([titles()[0]]);
  });

  test('Enter adds the node behind the one it was drawn from, selected and connected', async () => {
    await ask({ kind: 'drawn', origin: orders });
    await screen.user.keyboard('filter{Enter}');
    expect(isOpen()).toBe(false);
    const added = opened.nodes.at(-1) ?? '';
    expect(from(added)).toBe('orders');
    expect(opened.selection).toEqual([added]);
    expect(opened.editor.ui.state.said).toBe(`Filter ${added} added, fed by orders`);
  });

  test('Enter on a node that is there connects it', async () => {
    await ask({ kind: 'connect', origin: orders });
    await screen.user.keyboard('open{Enter}');
    expect(opened.nodes).toHaveLength(4);
    expect(opened.selection).toEqual(['open']);
    expect(from('open')).toBe('orders');
  });

  test('a node that is inserted takes the place of the connection', async () => {
    await ask({ kind: 'insert', origin: orders, into: { node: 'emea', port: 'in' } });
    await screen.user.keyboard('filter{Enter}');
    const added = opened.nodes.at(-1) ?? '';
    expect(from(added)).toBe('orders');
    expect(from('emea')).toBe(added);
    await screen.change(() => opened.editor.document.undo());
    expect(from('emea')).toBe('orders');
    expect(opened.nodes).toHaveLength(4);
  });

  test('Escape closes the list and changes nothing', async () => {
    await ask({ kind: 'drawn', origin: orders });
    await screen.user.keyboard('filter{Escape}');
    expect(isOpen()).toBe(false);
    expect(opened.nodes).toHaveLength(4);
  });
});

describe('by pointer', () => {
  test('a click on a choice takes it', async () => {
    await ask({ kind: 'free' });
    await screen.user.click(screen.page.getByText('New event source'));
    expect(isOpen()).toBe(false);
    expect(opened.document.spec.nodes[opened.nodes.at(-1) ?? '']?.type).toBe('kafka-source');
  });

  test('a click beside the list closes it', async () => {
    await ask({ kind: 'free' });
    await screen.user.click(screen.page.getByRole('button', { name: 'Close' }));
    expect(isOpen()).toBe(false);
  });

  test('what is pointed at is what Enter takes', async () => {
    await ask({ kind: 'free' });
    await screen.user.hover(screen.page.getByText('New event destination'));
    expect(chosen()).toEqual(['New event destination']);
  });
});

test('a list that is asked for elsewhere begins anew', async () => {
  await ask({ kind: 'free' });
  await screen.user.keyboard('filter');
  await ask({ kind: 'drawn', origin: orders }, 50, 60);
  expect(field()).toHaveProperty('value', '');
});
