// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest';
import { holdRequests } from '../../api/testing/held-requests.ts';
import { Bottom } from './bottom.tsx';
import { showEvents, showHelp } from './show.ts';
import { type EditorOnScreen, openEditor, renderInEditor } from './testing/render-in-editor.tsx';
import type { TestEditor } from './testing/test-editor.ts';

holdRequests();
let opened: TestEditor;
let screen: EditorOnScreen;
beforeEach(async () => {
  opened = await openEditor();
  screen = await renderInEditor(opened, <Bottom />);
});

const tab = (name: string | RegExp) => screen.page.getByRole('tab', { name });
const chosen = () => screen.page.getByRole('tab', { selected: true }).textContent?.trim();

describe('below the canvas', () => {
  test('stand the events first, and each tab has its panel', async () => {
    expect(chosen()).toBe('Events');
    await screen.user.click(tab('Runs'));
    expect(opened.editor.ui.state.tab).toBe('runs');
    expect(screen.page.getByRole('tabpanel', { name: 'Runs' })).toBeTruthy();
  });

  test('the problems are counted, and errors are told from what is only missing', async () => {
    const badge = () => tab(/Problems/).querySelector('.badge');
    expect(badge()?.className).toBe('badge');
    await screen.change(() => opened.write('emea', 'expression', "region = 'x"));
    await screen.wait(1000);
    expect(badge()?.className).toBe('badge badge--error');
    expect(Number(badge()?.textContent)).toBe(opened.problems.length);
  });

  test('a flow without problems has no count', async () => {
    await screen.change(() => {
      opened.select('open');
      opened.press('delete');
    });
    await screen.wait(1000);
    expect(tab(/Problems/).querySelector('.badge')).toBeNull();
  });

  test('two editors have tabs of their own', async () => {
    const other = await openEditor(undefined, opened.page, 'g');
    await renderInEditor(other, <Bottom />);
    const [, second] = screen.page.getAllByRole('tab', { name: 'Runs' });
    if (second) await screen.user.click(second);
    expect([opened.editor.ui.state.tab, other.editor.ui.state.tab]).toEqual(['events', 'runs']);
  });
});

describe('to show the events of a node', () => {
  test('selects it, opens the tab, and leaves a preview that runs', async () => {
    await screen.user.click(tab('Runs'));
    opened.editor.ui.show({ port: 'orders' });
    await screen.change(() => showEvents(opened.editor, 'emea'));
    expect(opened.editor.ui.state).toMatchObject({ tab: 'events', selection: ['emea'], port: undefined });
    expect(opened.page.server.previews).toHaveLength(1);
  });

  test('starts the preview where it was stopped', async () => {
    await screen.change(() => opened.editor.previewKeeper.stop());
    await screen.change(() => showEvents(opened.editor, 'emea'));
    expect(opened.page.server.previews).toHaveLength(2);
  });
});

test('to show the help of a node selects it', async () => {
  await screen.change(() => showHelp(opened.editor, 'emea'));
  expect(opened.editor.ui.state).toMatchObject({ inspectorTab: 'help', selection: ['emea'] });
});
