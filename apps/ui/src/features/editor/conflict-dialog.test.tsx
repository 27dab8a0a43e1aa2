// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, expect, test } from 'vitest';
import { settled } from '../../lib/testing/manual-clock.ts';
import { type Rendered, render } from '../../lib/testing/render.ts';
import { ConflictDialog } from './conflict-dialog.tsx';
import { type TestEditor, TestPage } from './testing/test-editor.ts';
import { FlowEditorProvider } from './use-editor.ts';

const flow = (expression: string, description = '') => `apiVersion: headrace.dev/v1alpha1
kind: Flow
metadata: {name: f, description: "${description}"}
spec:
  nodes:
    orders:
      type: kafka-source
      config: {connection: local, topic: ORDERS, columns: [{name: region, type: STRING}]}
    some: {type: filter, from: orders, config: {expression: ${expression}}}
`;

let page: TestPage;
let a: TestEditor;

beforeEach(async () => {
  page = new TestPage();
  page.server.put('f', flow('region'));
  a = await page.open('f');
  await page.clock.advance(100);
  a.write('some', 'expression', 'mine');
  page.server.put('f', flow('region', 'theirs'), 7);
  await a.wait(500);
  expect(a.editor.saving.state.state).toBe('conflict');
  a.editor.ui.openDialog('conflict');
});

const opened = async () => {
  const shown = await render(
    <FlowEditorProvider value={a.editor}>
      <ConflictDialog />
    </FlowEditorProvider>,
  );
  await act(settled);
  return shown;
};
const press = (shown: Rendered, button: string) =>
  act(async () => {
    shown.button(button).click();
    await settled();
  });
const lines = (shown: Rendered, kind: string) =>
  [...shown.element.ownerDocument.querySelectorAll(`.diff .diff__${kind}`)].map((line) => line.textContent?.trim());

test('shows what is only in mine and what is only in theirs', async () => {
  const shown = await opened();
  expect(lines(shown, 'mine')).toEqual([
    '− metadata: {name: f, description: ""}',
    '− some: {type: filter, from: orders, config: {expression: mine}}'.replace('− some', '−     some'),
  ]);
  expect(lines(shown, 'theirs')).toEqual([
    '+ metadata: {name: f, description: "theirs"}',
    '+     some: {type: filter, from: orders, config: {expression: region}}',
  ]);
});

test('“Keep mine” saves what is here on their version', async () => {
  const shown = await opened();
  await press(shown, 'Keep mine');
  expect(page.server.flows.get('f')).toMatchObject({ version: 8, text: flow('mine') });
  expect(a.editor.saving.state).toMatchObject({ state: 'saved', version: 8, theirs: undefined });
  expect(a.editor.ui.state.dialog).toBeUndefined();
});

test('“Take theirs” opens what they saved, and what was here is gone', async () => {
  const shown = await opened();
  await press(shown, 'Take theirs');
  expect(a.document.metadata.description).toBe('theirs');
  expect(a.document.spec.nodes.some?.config).toEqual({ expression: 'region' });
  expect(a.editor.saving.state).toMatchObject({ state: 'saved', version: 7 });
  expect(page.drafts.has('f')).toBe(false);
  await a.wait(10_000);
  expect(page.server.flows.get('f')?.version).toBe(7);
});

test('“Decide later” keeps the conflict and the draft; edits go on and are not saved', async () => {
  const shown = await opened();
  await press(shown, 'Decide later');
  a.write('some', 'expression', 'more');
  await a.wait(10_000);
  expect(a.editor.saving.state).toMatchObject({ state: 'conflict', theirs: { version: 7 } });
  expect(page.server.flows.get('f')?.version).toBe(7);
  expect(page.drafts.get('f')?.edits).toHaveLength(2);
});

test('a second conflict, while mine is saved, is shown with the newest of theirs', async () => {
  const shown = await opened();
  page.server.put('f', flow('region', 'even newer'), 9);
  await press(shown, 'Keep mine');
  expect(a.editor.saving.state).toMatchObject({ state: 'conflict', theirs: { version: 9 } });
});

test('an edit while theirs is being opened goes with what was here: it leaves no draft, and nothing is saved', async () => {
  const taken = a.editor.takeTheirs();
  a.write('some', 'expression', 'late');
  await taken;
  await settled();
  expect(a.document.spec.nodes.some?.config).toEqual({ expression: 'region' });
  await a.wait(10_000);
  expect(page.drafts.has('f')).toBe(false);
  expect(page.server.flows.get('f')?.version).toBe(7);
  await a.leave();
  const again = await page.open('f');
  expect(again.editor.saving.state).toMatchObject({ state: 'saved', version: 7 });
});
