// @vitest-environment happy-dom
import type { Run } from '@headrace/api';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, StrictMode } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { keys, queryClient } from '../../../api/queries.ts';
import { holdRequests } from '../../../api/testing/held-requests.ts';
import { sampleRun } from '../../../api/testing/samples.ts';
import { settled } from '../../../lib/testing/manual-clock.ts';
import { type Rendered, render } from '../../../lib/testing/render.ts';
import type { FlowEditor } from '../flow-editor.ts';
import { TestPage } from '../testing/test-editor.ts';
import { FlowEditorProvider, useEditorUi } from '../use-editor.ts';
import { RunDialog } from './run-dialog.tsx';
import { StopDialog } from './stop-dialog.tsx';

const text = (expression: string) => `apiVersion: headrace.dev/v1alpha1
kind: Flow
metadata: {name: orders by region}
spec:
  nodes:
    orders:
      type: kafka-source
      config: {connection: local, topic: ORDERS, columns: [{name: region, type: STRING}]}
    some: {type: filter, from: orders, config: {expression: "${expression}"}}
    out: {type: kafka-sink, from: some, config: {connection: local, topic: EMEA}}
`;
const run = sampleRun();

const requests = holdRequests();
let page: TestPage;
let editor: FlowEditor;

beforeEach(async () => {
  page = new TestPage();
  page.server.put('f', text("region = 'EMEA'"));
  editor = (await page.open('f')).editor;
  await page.clock.advance(100);
  queryClient.setQueryData(keys.runs('f'), []);
});

function Dialogs() {
  const dialog = useEditorUi((s) => s.dialog);
  return (
    <>
      {dialog === 'run' && <RunDialog />}
      {dialog === 'stop' && <StopDialog />}
    </>
  );
}

async function opened(dialog: 'run' | 'stop'): Promise<Rendered> {
  editor.ui.openDialog(dialog);
  return render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <FlowEditorProvider value={editor}>
          <Dialogs />
        </FlowEditorProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}

async function press(shown: Rendered, button: string): Promise<void> {
  await act(async () => {
    shown.button(button).click();
    await settled();
  });
}

async function answer(status: number, body: unknown, headers?: Record<string, string>): Promise<void> {
  await act(async () => {
    requests().at(-1)?.answer(status, body, headers);
    await settled();
  });
}

const away = { code: 'run/flink-away', status: 503, title: 'Flink does not answer.' };

test('says what will be read and written, and submits the version that was saved', async () => {
  const shown = await opened('run');
  expect(shown.text()).toContain('Reads ORDERS from now on, writes EMEA');
  await press(shown, 'Run');
  expect(requests()).toMatchObject([{ address: '/api/flows/f/runs', body: { from: { kind: 'now' }, version: 1 } }]);
  await answer(201, run);
  expect(editor.ui.state).toMatchObject({ dialog: undefined, said: 'The run was submitted' });
  expect(queryClient.getQueryData<Run[]>(keys.runs('f'))).toEqual([run]);
});

test('a change that is not saved yet is saved first', async () => {
  editor.document.gesture('Rename', (draft) => {
    draft.metadata.name = 'renamed';
  });
  const shown = await opened('run');
  await press(shown, 'Run');
  expect(page.server.flows.get('f')?.version).toBe(2);
  expect(requests()).toMatchObject([{ body: { version: 2 } }]);
});

test('a flow that cannot be saved is not run, and the dialog says so', async () => {
  page.server.setAway(true);
  editor.document.gesture('Rename', (draft) => {
    draft.metadata.name = 'renamed';
  });
  const shown = await opened('run');
  await press(shown, 'Run');
  expect(requests()).toEqual([]);
  expect(shown.text()).toContain('The flow is not saved yet; a run needs a saved version.');
});

test('a refusal is shown, and the run can be submitted again', async () => {
  const shown = await opened('run');
  await press(shown, 'Run');
  await answer(409, { code: 'run/active', status: 409, title: 'The flow is running already.' });
  expect(shown.text()).toContain('The flow is running already.');
  await press(shown, 'Run');
  expect(requests()).toHaveLength(2);
});

test('a Flink that is away is waited for: the run is submitted by itself', async () => {
  const shown = await opened('run');
  await press(shown, 'Run');
  await answer(503, away, { 'retry-after': '1' });
  expect(shown.text()).toContain('The run is submitted by itself as soon as that has passed.');
  await act(() => vi.waitFor(() => expect(requests()).toHaveLength(2), { timeout: 20_000 }));
  await answer(201, run);
  expect(editor.ui.state.dialog).toBeUndefined();
});

test.each(['while the flow is saved', 'while the server answers'])(
  'a run that is cancelled %s is not submitted by itself',
  async (when) => {
    if (when === 'while the flow is saved') {
      page.server.hold('save');
      editor.document.gesture('Rename', (draft) => {
        draft.metadata.name = 'renamed';
      });
    }
    const shown = await opened('run');
    await press(shown, 'Run');
    await press(shown, 'Cancel');
    expect(editor.ui.state.dialog).toBeUndefined();
    const before = requests().length;
    await act(async () => {
      page.server.release('save');
      await settled();
    });
    await answer(503, away, { 'retry-after': '0' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(requests()).toHaveLength(before);
  },
);

test.each([
  ['an error', "region = 'EMEA' +)", 'One error must be mended before this flow can run.'],
  ['nothing to write', undefined, 'This flow writes nothing yet: add an event destination.'],
])('with %s it says what is missing, and leads to the problems', async (_, expression, message) => {
  const own = new TestPage();
  own.server.put('f', expression === undefined ? text('TRUE').replace(/ {4}out: .*\n/, '') : text(expression));
  editor = (await own.open('f')).editor;
  await own.clock.advance(100);
  const shown = await opened('run');
  expect(shown.text()).toContain(message);
  await press(shown, 'Show problems');
  expect(requests()).toEqual([]);
  expect(editor.ui.state).toMatchObject({ dialog: undefined, tab: 'problems' });
});

test.each([
  ['running', 'Stop', true],
  ['restarting', 'Stop without a savepoint', false],
  ['deploying', 'Stop without a savepoint', false],
] as const)('a run that is %s is stopped by “%s”', async (state, button, savepoint) => {
  page.server.putRun('f', { ...run, state });
  const shown = await opened('stop');
  await press(shown, button);
  expect(requests()).toMatchObject([{ address: '/api/runs/r1/stop', body: { savepoint } }]);
  await answer(200, { ...run, state: 'stopping' });
  expect(editor.ui.state.dialog).toBeUndefined();
});

test.each([
  ['run', 'Run', run],
  ['stop', 'Stop', { ...run, state: 'stopping' }],
] as const)(
  'an answer to the dialog “%s” leaves another one open that was opened meanwhile',
  async (name, button, body) => {
    page.server.putRun('f', run);
    const shown = await opened(name);
    await press(shown, button);
    await press(shown, 'Cancel');
    await act(async () => editor.ui.openDialog('keys'));
    await answer(200, body);
    expect(editor.ui.state.dialog).toBe('keys');
  },
);

test('a stop that is refused is said, and can be tried again', async () => {
  page.server.putRun('f', run);
  const shown = await opened('stop');
  await press(shown, 'Stop');
  await answer(409, { code: 'run/no-savepoint-now', status: 409, title: 'No savepoint can be taken now.' });
  expect(shown.text()).toContain('The run was not stopped.');
  expect(shown.text()).toContain('No savepoint can be taken now.');
  await press(shown, 'Stop');
  expect(requests()).toHaveLength(2);
});
