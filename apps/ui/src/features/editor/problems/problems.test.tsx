// @vitest-environment happy-dom
import type { AnyDiagnostic } from '@headrace/flow';
import { act } from 'react';
import { beforeEach, expect, test } from 'vitest';
import { settled } from '../../../lib/testing/manual-clock.ts';
import { type Rendered, render } from '../../../lib/testing/render.ts';
import type { FlowEditor } from '../flow-editor.ts';
import { TestPage } from '../testing/test-editor.ts';
import { FlowEditorProvider } from '../use-editor.ts';
import { Problems } from './problems.tsx';

const text = `apiVersion: headrace.dev/v1alpha1
kind: Flow
metadata: {name: f}
spec:
  nodes:
    orders:
      type: kafka-source
      config: {connection: local, topic: ORDERS, columns: [{name: region, type: STRING}]}
    grouped:
      type: aggregate
      from: orders
      config: {window: {kind: none}, groupBy: [regon], functions: [{function: COUNT}]}
    open: {type: filter, from: orders}
`;

let page: TestPage;
let editor: FlowEditor;
beforeEach(async () => {
  page = new TestPage();
  page.server.put('f', text);
  editor = (await page.open('f')).editor;
  await page.clock.advance(100);
});

const shownProblems = () =>
  render(
    <FlowEditorProvider value={editor}>
      <Problems />
    </FlowEditorProvider>,
  );
const rows = (shown: Rendered) =>
  [...shown.element.querySelectorAll('.problem')].map((row) => ({
    word: row.querySelector('svg')?.getAttribute('aria-label'),
    node: row.querySelector('strong')?.textContent,
    code: row.querySelector('code')?.textContent,
  }));

test('lists what is wrong before what is only missing, then the notices of the preview', async () => {
  const notice: AnyDiagnostic = {
    code: 'window/late',
    severity: 'warning',
    message: 'Late.',
    place: { node: 'grouped' },
  };
  editor.preview.store.setState({ notices: [notice] });
  expect(rows(await shownProblems())).toEqual([
    { word: 'Error', node: 'grouped', code: 'node/unknown-property' },
    { word: 'Missing', node: 'open', code: 'config/missing' },
    { word: 'Warning', node: 'grouped', code: 'window/late' },
  ]);
});

test('a click goes to the field that it is about', async () => {
  const shown = await shownProblems();
  await act(async () => shown.element.querySelector<HTMLButtonElement>('.problem__text')?.click());
  expect(editor.ui.state).toMatchObject({
    selection: ['grouped'],
    inspectorTab: 'form',
    focus: { node: 'grouped', path: ['config', 'groupBy', 0] },
  });
});

test('a button mends what can be mended, as a gesture that can be undone', async () => {
  const shown = await shownProblems();
  await act(async () => {
    shown.button("Use 'region'").click();
    await settled();
  });
  expect(editor.document.current.spec.nodes.grouped?.config?.groupBy).toEqual(['region']);
  expect(rows(shown).map(({ code }) => code)).toEqual(['config/missing']);
  expect(editor.ui.state.said).toBe("Use 'region': done");
  await act(async () => {
    editor.document.undo();
    await settled();
  });
  expect(rows(shown).map(({ code }) => code)).toEqual(['node/unknown-property', 'config/missing']);
});

test('a problem of the flow as a whole leads nowhere, and has its help', async () => {
  const whole: AnyDiagnostic = { code: 'compiler/timeout', severity: 'error', message: 'Too slow.', place: {} };
  editor.analysis.store.setState({ diagnostics: [whole] });
  const shown = await shownProblems();
  expect(shown.element.querySelector<HTMLButtonElement>('.problem__text')?.disabled).toBe(true);
  expect(shown.button('Learn more about compiler/timeout').disabled).toBe(false);
});

test('says that nothing is wrong, and when expressions are not checked', async () => {
  editor.analysis.store.setState({ diagnostics: [] });
  const shown = await shownProblems();
  expect(shown.text()).toBe(' Nothing is wrong.');
  await act(async () => editor.analysis.store.setState({ plannerThere: false }));
  expect(shown.text()).toContain("Flink's planner does not answer, so expressions are not checked now.");
});
