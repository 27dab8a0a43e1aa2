// @vitest-environment happy-dom
import type { PreviewEvent } from '@headrace/api';
import { beforeEach, describe, expect, test } from 'vitest';
import { ApiProblem } from '../../../api/http.ts';
import { sampleRun } from '../../../api/testing/samples.ts';
import { type EditorOnScreen, openEditor, renderInEditor } from '../testing/render-in-editor.tsx';
import type { TestEditor } from '../testing/test-editor.ts';
import { EditorHeader } from './header.tsx';

let opened: TestEditor;
let screen: EditorOnScreen;
beforeEach(async () => {
  opened = await openEditor();
  screen = await renderInEditor(opened, <EditorHeader />);
});

const server = () => opened.page.server;
const editor = () => opened.editor;
const button = (name: string) => screen.page.getByRole('button', { name });
const sendPreview = (event: PreviewEvent) => screen.change(() => [...server().viewers.values()].at(-1)?.event(event));
const state = (is: 'running' | 'recovering' | 'failed' | 'ended', message: string, node: string | null = null) =>
  sendPreview({ kind: 'state', state: is, message, node });

describe('the name of the flow', () => {
  const field = () => screen.page.getByRole<HTMLInputElement>('textbox', { name: 'Name of the flow' });
  const name = () => opened.document.metadata.name;

  test('is taken with Enter, in one step of the history', async () => {
    await screen.user.clear(field());
    await screen.user.type(field(), 'orders of EMEA{Enter}');
    expect(name()).toBe('orders of EMEA');
    await screen.change(() => editor().document.undo());
    expect(field().value).toBe('orders by region');
  });

  test.each(['', '   '])('is not taken when it is %j', async (typed) => {
    await screen.user.clear(field());
    await screen.user.type(field(), `${typed}{Enter}`);
    expect(name()).toBe('orders by region');
    expect(field().value).toBe('orders by region');
  });

  test('is as before after Escape, and a click elsewhere then changes nothing', async () => {
    await screen.user.type(field(), ' of EMEA{Escape}');
    expect(field().value).toBe('orders by region');
    await screen.user.tab();
    expect(name()).toBe('orders by region');
    expect(editor().document.store.getState().history.done).toEqual([]);
  });

  test('follows a change from elsewhere while nobody types', async () => {
    await screen.change(() => opened.rename('renamed'));
    expect(field().value).toBe('renamed');
  });
});

describe('whether the flow is saved', () => {
  const saved = () => screen.page.getByRole('status').textContent;

  test('is said with each step of saving', async () => {
    expect(saved()).toContain('Saved');
    server().hold('save');
    await screen.change(() => opened.rename('renamed'));
    expect(saved()).toContain('Saving');
    await screen.wait(2000);
    expect(saved()).toContain('Saving');
    await screen.change(() => server().release('save'));
    expect(saved()).toContain('Saved');
    expect(screen.page.getByTitle('Version 2')).toBeTruthy();
  });

  test('is said when the server is away, and a person may try at once', async () => {
    server().setAway(true);
    await screen.change(() => opened.rename('renamed'));
    await screen.wait(2000);
    expect(saved()).toContain('Not saved, kept in this browser');
    expect(screen.page.getByTitle(/does not answer/)).toBeTruthy();
    server().setAway(false);
    await screen.user.click(button('Try now'));
    await screen.change(() => {});
    expect(saved()).toContain('Saved');
  });

  test('is said when somebody else has saved, and the two can be compared', async () => {
    server().put('f', (await server().getFlow('f')).text, 7);
    await screen.change(() => opened.rename('mine'));
    await screen.wait(2000);
    expect(saved()).toContain('Changed by someone else');
    await screen.user.click(button('Compare'));
    expect(editor().ui.state.dialog).toBe('conflict');
  });
});

describe('the preview', () => {
  test('is started, told of, and stopped', async () => {
    expect(screen.shown.text()).toContain('Starting preview');
    await state('running', 'Live');
    expect(screen.shown.text()).toContain('Live');
    await screen.user.click(button('Stop preview'));
    expect(editor().preview.state.status).toBe('off');
    expect(server().viewers.size).toBe(0);
    await screen.user.click(button('Preview'));
    await screen.change(() => {});
    expect(server().previews.map(({ from }) => from.kind)).toEqual(['now', 'now']);
  });

  test('that recovers says for what it waits when somebody points at it', async () => {
    await state('recovering', 'The topic ORDERS does not exist yet.');
    expect(screen.shown.text()).toContain('Recovering');
    expect(screen.page.getByTitle('The topic ORDERS does not exist yet.')).toBeTruthy();
  });

  test('that failed leads to the node that failed', async () => {
    await state('failed', 'There is no column price.', 'emea');
    await screen.user.click(button('There is no column price.'));
    expect(opened.selection).toEqual(['emea']);
  });

  test('that ended without a reason says that it ended, and leads nowhere', async () => {
    await state('ended', '');
    await screen.user.click(button('The preview ended.'));
    expect(opened.selection).toEqual([]);
  });

  test('keeps the place that a person has chosen when it is started again', async () => {
    await screen.user.click(button('From…'));
    await screen.user.click(screen.page.getByRole('menuitem', { name: 'From the earliest event' }));
    await screen.change(() => {});
    await screen.user.click(button('Stop preview'));
    await screen.user.click(button('Preview'));
    await screen.change(() => {});
    expect(server().previews.map(({ from }) => from.kind)).toEqual(['now', 'earliest', 'earliest']);
  });

  test('since a time is asked for in a dialog, and Cancel starts nothing', async () => {
    const ask = async () => {
      await screen.user.click(button('From…'));
      await screen.user.click(screen.page.getByRole('menuitem', { name: 'From a time…' }));
    };
    await ask();
    await screen.user.click(button('Cancel'));
    expect(server().previews).toHaveLength(1);
    await ask();
    const dialog = screen.page.getByRole('dialog');
    await screen.user.click([...dialog.querySelectorAll('button')].find((b) => b.textContent === 'Preview') ?? dialog);
    await screen.change(() => {});
    expect(server().previews.at(-1)?.from).toMatchObject({ kind: 'time', timestamp: expect.any(Number) });
  });

  test('cannot be started while nobody trusts the flow', async () => {
    await screen.change(() => {
      editor().previewKeeper.stop();
      editor().opening.setState({ trusted: false });
    });
    expect(button('Preview')).toHaveProperty('disabled', true);
    expect(button('From…')).toHaveProperty('disabled', true);
  });
});

describe('the run', () => {
  test.each([
    ['deploying', 'Stop', false],
    ['running', 'Stop', false],
    ['cluster-unreachable', 'Stop', false],
    ['stopping', 'Stopping…', true],
    ['stopped', 'Run', false],
    ['failed', 'Run', false],
    ['finished', 'Run', false],
  ] as const)('that is %s has the button %s (disabled: %s)', async (is, name, disabled) => {
    await screen.change(() => server().putRun('f', sampleRun({ state: is })));
    expect(button(name)).toHaveProperty('disabled', disabled);
  });

  test('is begun and stopped in dialogs', async () => {
    await screen.user.click(button('Run'));
    expect(editor().ui.state.dialog).toBe('run');
    await screen.change(() => server().putRun('f', sampleRun()));
    await screen.user.click(button('Stop'));
    expect(editor().ui.state.dialog).toBe('stop');
  });

  test('that failed says why, and leads to the runs', async () => {
    const failure = { message: 'The topic is gone.', node: null, hasTrace: false };
    await screen.change(() => server().putRun('f', sampleRun({ state: 'failed', failure })));
    await screen.user.click(screen.page.getByTitle('The topic is gone.'));
    expect(editor().ui.state.tab).toBe('runs');
  });

  test('that has stopped leaves the state to what is drawn, which leads to the problems', async () => {
    await screen.change(() => server().putRun('f', sampleRun({ state: 'stopped' })));
    expect(screen.shown.text()).toContain('Draft');
    await screen.change(() => opened.write('open', 'expression', 'TRUE'));
    await screen.wait(1000);
    expect(screen.shown.text()).toContain('Valid');
    await screen.change(() => server().putRun('f', sampleRun({ state: 'restarting' })));
    expect(screen.shown.text()).toContain('Restarting');
  });
});

test('a refusal of the preview is shown as the server says it', async () => {
  await screen.change(() => editor().previewKeeper.stop());
  const refusal = new ApiProblem({ code: 'preview/nothing-to-show', status: 422, title: 'No node is ready yet.' });
  server().startPreview = () => Promise.reject(refusal);
  await screen.user.click(button('Preview'));
  await screen.change(() => {});
  expect(button('No node is ready yet.')).toBeTruthy();
});
