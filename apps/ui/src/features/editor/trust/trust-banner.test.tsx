// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { type EditorOnScreen, ordersFlow, renderInEditor } from '../testing/render-in-editor.tsx';
import { type TestEditor, TestPage } from '../testing/test-editor.ts';
import { TrustBanner } from './trust-banner.tsx';

let page: TestPage;
let opened: TestEditor;
let screen: EditorOnScreen;
beforeEach(async () => {
  page = new TestPage();
  page.server.flows.set('f', { id: 'f', version: 1, text: ordersFlow, updatedAt: 0, trusted: false });
  opened = await page.open('f');
  screen = await renderInEditor(opened, <TrustBanner />);
  await screen.wait(1000);
});

const trust = () => screen.page.getByRole('button', { name: 'I trust this flow' });
const isShown = () => screen.page.queryByRole('region', { name: 'Trust' }) !== null;

test('Flink does nothing with a flow until a person trusts it', async () => {
  expect(isShown()).toBe(true);
  expect(page.server.previews).toEqual([]);
  await screen.user.click(trust());
  await screen.wait(1000);
  expect(isShown()).toBe(false);
  expect(page.server.previews).toHaveLength(1);
  expect(opened.editor.ui.state.said).toBe('You trust this flow; Flink checks it now');
});

test('a person cannot answer twice while the server is asked', async () => {
  page.server.hold('get');
  await screen.user.click(trust());
  expect(trust()).toHaveProperty('disabled', true);
  expect(isShown()).toBe(true);
  await screen.change(() => page.server.release('get'));
  expect(isShown()).toBe(false);
});

test('a server that is away is told of, and the answer can be given again', async () => {
  page.server.setAway(true);
  await screen.user.click(trust());
  await screen.change(() => {});
  expect(screen.shown.text()).toContain('Headrace does not answer.');
  expect(page.server.previews).toEqual([]);
  page.server.setAway(false);
  await screen.user.click(trust());
  await screen.wait(1000);
  expect(isShown()).toBe(false);
  expect(page.server.previews).toHaveLength(1);
});

test('an answer that comes after the editor was left starts nothing', async () => {
  page.server.hold('get');
  await screen.user.click(trust());
  await screen.change(() => opened.leave());
  await screen.change(() => page.server.release('get'));
  await screen.wait(1000);
  expect(page.server.previews).toEqual([]);
});
