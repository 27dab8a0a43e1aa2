// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { type EditorOnScreen, openEditor, renderInEditor } from '../testing/render-in-editor.tsx';
import type { TestEditor } from '../testing/test-editor.ts';
import NodeSql from './node-sql.tsx';
import { rangesOf } from './ranges.ts';
import SqlPanel from './sql-panel.tsx';

const span = (node: string, start: number, end: number) => ({
  start,
  end,
  origin: { node, path: [] },
  verbatim: false,
});

test("a node's parts of the SQL are marked once", () => {
  const sql = { text: '', spans: [span('a', 5, 9), span('a', 0, 10), span('b', 10, 20), span('a', 20, 30)] };
  expect(rangesOf(sql, 'a')).toEqual([
    { start: 0, end: 10 },
    { start: 20, end: 30 },
  ]);
  expect(rangesOf(sql, 'none')).toEqual([]);
});

let opened: TestEditor;
let screen: EditorOnScreen;
const open = async (node: React.ReactNode) => {
  screen = await renderInEditor(opened, node);
  await screen.wait(1000);
};
beforeEach(async () => {
  opened = await openEditor();
});

/** The text of the SQL view; the viewer draws lines as elements. */
const sql = () => [...screen.shown.element.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\n');

describe('the SQL of a flow', () => {
  test('is shown of the valid nodes, and follows the document', async () => {
    await open(<SqlPanel />);
    expect(sql()).toContain("WHERE (region = 'EMEA')");
    await screen.change(() => opened.write('emea', 'expression', "region = 'APAC'"));
    await screen.wait(1000);
    expect(sql()).toContain("'APAC'");
    expect(sql()).not.toContain("region = 'EMEA'");
  });

  test('marks the parts of the selected node', async () => {
    await open(<SqlPanel />);
    const marked = () =>
      [...screen.shown.element.querySelectorAll('.code-selected')].map((e) => e.textContent).join('');
    expect(marked()).toBe('');
    await screen.change(() => opened.select('emea'));
    expect(marked()).toContain('EMEA');
    expect(marked()).not.toContain('`orders.source`');
  });

  test('is downloaded under the name of the flow', async () => {
    await open(<SqlPanel />);
    const names: string[] = [];
    const blobs: Blob[] = [];
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      if (blob instanceof Blob) blobs.push(blob);
      return 'blob:x';
    });
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      names.push(this.download);
    });
    await screen.user.click(screen.page.getByRole('button', { name: 'Download' }));
    expect(names).toEqual(['orders-by-region.sql']);
    expect(await blobs[0]?.text()).toContain('CREATE');
    click.mockRestore();
    vi.restoreAllMocks();
  });

  test('of a flow without a valid node says when it will be there', async () => {
    opened = await openEditor(
      'apiVersion: headrace.dev/v1alpha1\nkind: Flow\nmetadata: {name: f}\nspec: {nodes: {}}\n',
    );
    await open(<SqlPanel />);
    expect(screen.shown.text()).toContain('The SQL appears here as soon as a node is valid.');
    expect(screen.page.queryByRole('button', { name: 'Download' })).toBeNull();
  });
});

describe('the SQL of a node', () => {
  test('has only its own statements', async () => {
    await open(<NodeSql node="emea" />);
    expect(sql()).toContain("'EMEA'");
    expect(sql()).not.toContain('CREATE TABLE');
  });

  test('that is not complete says so', async () => {
    await open(<NodeSql node="open" />);
    expect(screen.shown.text()).toContain('This node has no SQL until it is valid.');
  });
});

test('SQL is asked for only while somebody reads it', async () => {
  const { editor } = opened;
  expect(editor.analysis.state.sql).toBeUndefined();
  await open(<SqlPanel />);
  expect(editor.analysis.state.sql).toBeDefined();
  await screen.shown.again(null);
  const wants = opened.page.workers.flatMap((worker) =>
    worker.got.filter((asked) => JSON.stringify(asked).includes('false')),
  );
  expect(wants.length).toBeGreaterThan(0);
});
