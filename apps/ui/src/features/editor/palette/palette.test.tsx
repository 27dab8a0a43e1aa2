// @vitest-environment happy-dom
import { fireEvent } from '@testing-library/dom';
import { beforeEach, describe, expect, test } from 'vitest';
import { commentKind, dragKind } from '../canvas/drop.ts';
import { type EditorOnScreen, openEditor, renderInEditor } from '../testing/render-in-editor.tsx';
import type { TestEditor } from '../testing/test-editor.ts';
import { Palette } from './palette.tsx';

let opened: TestEditor;
let screen: EditorOnScreen;
beforeEach(async () => {
  opened = await openEditor();
  screen = await renderInEditor(opened, <Palette />);
});

const search = () => screen.page.getByRole('searchbox', { name: 'Search the palette' });
const items = () =>
  screen.page
    .getAllByRole('button')
    .flatMap((button) => (button.className === 'palette__item' ? button.textContent : []));
const groups = () => screen.page.queryAllByRole('heading').map((heading) => heading.textContent);
const added = () => opened.nodes.slice(4);

test('shows every node type under the heading of its group, and comments', () => {
  expect(items()).toEqual(
    expect.arrayContaining(['Event source', 'Filter', 'Transform', 'Aggregate', 'Event destination', 'Comment']),
  );
  expect(groups().at(-1)).toBe('Canvas');
});

describe('a search', () => {
  test('leaves what has the words in its title or description, and no empty groups', async () => {
    await screen.user.type(search(), 'condition is true');
    expect(items()).toEqual(['Filter']);
    expect(groups()).toHaveLength(1);
  });

  test('that finds nothing says so, and Enter adds nothing', async () => {
    await screen.user.type(search(), 'no such thing{Enter}');
    expect(screen.shown.text()).toContain('No node type has that in its name or description.');
    expect(added()).toEqual([]);
    expect(search()).toHaveProperty('value', 'no such thing');
  });

  test('adds the first of what it found with Enter, and is empty again', async () => {
    await screen.user.type(search(), 'filter{Enter}');
    expect(added().map((name) => opened.document.spec.nodes[name]?.type)).toEqual(['filter']);
    expect(search()).toHaveProperty('value', '');
  });

  test('finds the comment by what it is for, and Enter writes one', async () => {
    await screen.user.type(search(), 'people who read{Enter}');
    expect(Object.keys(opened.document.spec.comments ?? {})).toHaveLength(1);
    expect(opened.editor.canvas.state.writing).toBeDefined();
  });

  test('is cleared by the first Escape and left by the second', async () => {
    opened.select('emea');
    await screen.user.type(search(), 'filter{Escape}');
    expect(search()).toHaveProperty('value', '');
    expect(opened.selection).toEqual(['emea']);
    let left = 0;
    opened.editor.canvas.viewport.focusNode = () => void left++;
    await screen.user.keyboard('{Escape}');
    expect(left).toBe(1);
  });

  test('gets the cursor by its key', () => {
    expect(opened.editor.fields.paletteSearch).toBe(search());
  });
});

describe('a node type that is chosen', () => {
  const choose = (title: string) => screen.user.click(screen.page.getByRole('button', { name: title }));
  const from = (name: string) => opened.document.spec.nodes[name]?.from;

  test('stands behind the selected node, fed by its first port', async () => {
    opened.select('orders');
    await choose('Filter');
    expect(added()).toHaveLength(1);
    expect(from(added()[0] ?? '')).toBe('orders');
    expect(opened.selection).toEqual(added());
  });

  test.each([
    ['Event source', 'orders', 'a type without inputs'],
    ['Filter', 'out', 'a selected node without outputs'],
  ])('%s stands alone beside %s: %s', async (title, selected) => {
    opened.select(selected);
    await choose(title);
    expect(added()).toHaveLength(1);
    expect(from(added()[0] ?? '')).toBeUndefined();
  });

  test('stands alone when nothing is selected, and covers no other', async () => {
    await choose('Filter');
    await screen.change(() => opened.select());
    await choose('Filter');
    const { layout = {} } = opened.document.spec;
    const [first = '', second = ''] = added();
    expect([from(first), from(second)]).toEqual([undefined, undefined]);
    expect(layout[first]).toBeDefined();
    expect(layout[second]).not.toEqual(layout[first]);
  });

  test('is one step of the history', async () => {
    await choose('Filter');
    await screen.change(() => opened.editor.document.undo());
    expect(opened.nodes).toHaveLength(4);
  });
});

describe('what is dragged onto the canvas', () => {
  const dragged = (title: string): Map<string, string> => {
    const data = new Map<string, string>();
    const dataTransfer = { setData: (kind: string, value: string) => data.set(kind, value), effectAllowed: '' };
    fireEvent.dragStart(screen.page.getByRole('button', { name: title }), { dataTransfer });
    return data;
  };

  test.each([
    ['Filter', dragKind, 'filter'],
    ['Event source', dragKind, 'kafka-source'],
    ['Comment', commentKind, ''],
  ])('%s carries %s', (title, kind, value) => {
    expect([...dragged(title)]).toEqual([[kind, value]]);
  });
});

test('two editors on a page have a palette each', async () => {
  const other = await openEditor(undefined, opened.page, 'g');
  const beside = await renderInEditor(other, <Palette />);
  const [, second] = beside.page.getAllByRole('button', { name: 'Filter' });
  if (second) await screen.user.click(second);
  expect(opened.nodes).toHaveLength(4);
  expect(other.nodes).toHaveLength(5);
});
