// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { holdRequests } from '../../api/testing/held-requests.ts';
import { sampleRun } from '../../api/testing/samples.ts';
import { Editor } from './editor.tsx';
import { usePanels } from './panels/panel-store.ts';
import { type EditorOnScreen, ordersFlow, renderInEditor } from './testing/render-in-editor.tsx';
import { type TestEditor, TestPage } from './testing/test-editor.ts';

holdRequests();
let page: TestPage;
let opened: TestEditor;
let screen: EditorOnScreen;
beforeEach(() => {
  usePanels.setState({}, true);
  page = new TestPage();
});

const open = async (text = ordersFlow) => {
  page.server.put('f', text);
  opened = await page.open('f');
  screen = await renderInEditor(opened, <Editor />);
};
const button = (name: string | RegExp) => screen.page.getByRole('button', { name });
const press = (keys: string) => screen.user.keyboard(keys);

describe('a flow that is opened', () => {
  test('says so while the server has not answered, and is there then', async () => {
    page.server.hold('get');
    await open();
    expect(screen.page.getByText('Opening the flow')).toBeTruthy();
    await screen.change(() => page.server.release('get'));
    await screen.wait(100);
    expect(screen.page.getByRole('main', { name: 'Canvas' })).toBeTruthy();
    expect(screen.page.getByRole('textbox', { name: 'Name of the flow' })).toHaveProperty('value', 'orders by region');
  });

  test('that is not there says why, and leads to the others', async () => {
    opened = await page.open('gone');
    screen = await renderInEditor(opened, <Editor />);
    expect(screen.page.getByRole('heading', { name: 'The flow could not be opened' })).toBeTruthy();
    expect(screen.shown.text()).toContain('There is no such flow.');
    expect(screen.page.getByRole('link', { name: /flows/i }).getAttribute('href')).toBe('/');
  });

  test('is tried again by hand, and by itself while the server is away', async () => {
    page.server.setAway(true);
    await open();
    expect(screen.shown.text()).toContain('Headrace does not answer.');
    await screen.user.click(button('Try again'));
    await screen.change(() => {});
    expect(screen.shown.text()).toContain('Headrace does not answer.');
    page.server.setAway(false);
    await screen.wait(3000);
    expect(screen.page.getByRole('main', { name: 'Canvas' })).toBeTruthy();
  });

  test('of a file that is no flow says where it is wrong, and gives the file back unharmed', async () => {
    const text = 'apiVersion: headrace.dev/v1alpha1\nkind: Flow\nmetadata: {name: f}\nspec: {nodes: [}\n';
    await open(text);
    expect(screen.page.getByRole('heading', { name: 'This file is not a flow that can be shown' })).toBeTruthy();
    expect(screen.page.getByRole('listitem').textContent).toMatch(/^Line \d+: /);
    const saved: Promise<string>[] = [];
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      if (blob instanceof Blob) saved.push(blob.text());
      return 'blob:x';
    });
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {});
    await screen.user.click(button('Download the file'));
    vi.restoreAllMocks();
    expect(await saved[0]).toBe(text);
  });
});

describe('an open flow', () => {
  beforeEach(async () => {
    await open();
    await screen.wait(1000);
  });

  test('has its parts as landmarks, each with a name', () => {
    for (const name of ['Palette', 'Events']) expect(screen.page.getByRole('region', { name })).toBeTruthy();
    expect(screen.page.getByRole('main', { name: 'Canvas' })).toBeTruthy();
    expect(screen.page.getByRole('toolbar', { name: 'Canvas' })).toBeTruthy();
    expect(screen.page.getByRole('banner')).toBeTruthy();
  });

  test('opens the inspector with the first selection, and leaves it as a person has set it', async () => {
    expect(screen.page.queryByRole('region', { name: 'Inspector' })).toBeNull();
    await screen.change(() => opened.select('emea'));
    expect(screen.page.getByRole('region', { name: 'Inspector' })).toBeTruthy();
    await screen.user.click(button('Hide inspector'));
    await screen.change(() => opened.select('out'));
    expect(screen.page.queryByRole('region', { name: 'Inspector' })).toBeNull();
  });

  test('gives the palette the cursor with its key, also while it is hidden', async () => {
    await screen.user.click(button('Hide palette'));
    await press('/');
    expect(document.activeElement).toBe(screen.page.getByRole('searchbox', { name: 'Search the palette' }));
    await screen.user.keyboard('filter{Enter}');
    expect(opened.nodes).toHaveLength(5);
  });

  test('tells screen readers what happened', async () => {
    await screen.change(() => opened.connect('orders', 'open'));
    const live = [...screen.shown.element.querySelectorAll('[aria-live="polite"]')].map((one) => one.textContent);
    expect(live).toContain('orders now feeds open');
  });

  test.each([
    ['?', 'Keys'],
    ['r', 'Run orders by region'],
  ])('opens a dialog with %s, and closes it with Escape', async (key, name) => {
    await press(key);
    expect(screen.page.getByRole('dialog', { name })).toBeTruthy();
    await press('{Escape}');
    expect(screen.page.queryByRole('dialog', { name })).toBeNull();
    expect(opened.editor.ui.state.dialog).toBeUndefined();
  });

  test('does not act on keys while a dialog is open', async () => {
    await screen.change(() => opened.select('emea'));
    await press('r');
    await press('{Delete}l');
    expect(opened.nodes).toHaveLength(4);
    expect(opened.document.spec.layout).toBeUndefined();
  });

  test('renames a node with F2, and goes back to the canvas', async () => {
    await screen.change(() => opened.select('emea'));
    await press('{F2}');
    expect(document.activeElement).toBe(screen.page.getByRole('textbox', { name: 'Name of the node' }));
    await press('europe{Enter}');
    expect(opened.nodes).toContain('europe');
  });

  test('starts and stops the preview with p', async () => {
    await press('p');
    expect(opened.editor.preview.state.status).toBe('off');
    await press('p');
    await screen.change(() => {});
    expect(page.server.previews).toHaveLength(2);
  });

  test('saves with Ctrl+S at once', async () => {
    await screen.change(() => opened.rename('other'));
    await press('{Control>}s{/Control}');
    await screen.change(() => {});
    expect(page.server.saves).toHaveLength(1);
    expect(screen.shown.text()).toContain('Saved');
  });

  test('offers to stop a run that another page has started', async () => {
    await screen.change(() => page.server.putRun('f', sampleRun()));
    await screen.user.click(button('Stop'));
    expect(screen.page.getByRole('dialog', { name: 'Stop the run' })).toBeTruthy();
  });
});
