// @vitest-environment happy-dom
import type { PreviewEvent } from '@headrace/api';
import { act } from 'react';
import { beforeEach, expect, test } from 'vitest';
import { settled } from '../../../lib/testing/manual-clock.ts';
import { type Rendered, render } from '../../../lib/testing/render.ts';
import type { FlowEditor } from '../flow-editor.ts';
import { TestPage } from '../testing/test-editor.ts';
import { FlowEditorProvider } from '../use-editor.ts';
import { EventsPane } from './events-pane.tsx';

const flow = (expression: string) => `apiVersion: headrace.dev/v1alpha1
kind: Flow
metadata: {name: f}
spec:
  nodes:
    orders:
      type: kafka-source
      config: {connection: local, topic: ORDERS, columns: [{name: region, type: STRING}]}
    some: {type: filter, from: orders, config: {expression: "${expression}"}}
    open: {type: filter, from: orders}
    behind: {type: filter, from: open, config: {expression: "TRUE"}}
`;

let page: TestPage;
let editor: FlowEditor;

beforeEach(async () => {
  page = new TestPage();
  page.server.put('f', flow("region = 'EMEA'"));
  editor = (await page.open('f')).editor;
  await page.clock.advance(1000);
});

async function pane(port: string): Promise<Rendered> {
  return render(
    <FlowEditorProvider value={editor}>
      <EventsPane port={port} picker={<span>{port}</span>} action={null} />
    </FlowEditorProvider>,
  );
}

async function send(...events: PreviewEvent[]): Promise<void> {
  const viewer = [...page.server.viewers.values()].at(-1);
  await act(async () => {
    for (const event of events) viewer?.event(event);
    await settled();
  });
}

const state = (is: 'starting' | 'running' | 'recovering' | 'failed' | 'ended', message: string): PreviewEvent => ({
  kind: 'state',
  state: is,
  message,
  node: null,
});
const ports: PreviewEvent = { kind: 'ports', ports: { orders: [{ name: 'region', type: 'STRING' }] } };
const waits = 'It waits for a slot of Flink: the only one is taken by the run of “orders by region”.';

test.each([
  [state('starting', 'Starting the preview…'), 'Starting the preview…'],
  [state('starting', waits), waits],
  [state('recovering', waits), waits],
  [state('recovering', 'Flink does not answer. The preview goes on by itself.'), 'Flink does not answer.'],
  [state('failed', 'The topic ORDERS does not exist.'), 'The topic ORDERS does not exist.'],
  [state('ended', ''), 'The preview ended. Press p to start it again.'],
])('without events, after %j, says why', async (event, message) => {
  const shown = await pane('orders');
  await send(ports, event);
  expect(shown.text()).toContain(message);
});

test('a preview that waited for a slot says that no events came yet once it runs', async () => {
  const shown = await pane('orders');
  await send(ports, state('recovering', waits));
  await send(state('running', ''));
  expect(shown.text()).not.toContain(waits);
  expect(shown.text()).toContain('No events yet. They appear as they come.');
});

test('events that were there stay on the screen while the preview waits for a slot', async () => {
  const shown = await pane('orders');
  const row = { port: 'orders', change: '+I' as const, fields: ['EMEA'], t: 0 };
  await send(ports, { kind: 'rows', rows: [row], counts: { orders: 1 }, watermarks: {} }, state('recovering', waits));
  expect(shown.text()).not.toContain(waits);
  expect(shown.text()).not.toContain('No events yet');
});

test.each([
  ['open', 'This node is not complete yet, so the preview leaves it out.'],
  ['behind', 'A node that feeds this one is not complete or has an error, so the preview leaves both out.'],
])('of the node %s, which is left out, says why', async (port, message) => {
  const shown = await pane(port);
  await send(ports, state('running', ''));
  expect(shown.text()).toContain(message);
});

test('a preview that is off, or of a flow that nobody trusts, says what to do', async () => {
  const shown = await pane('orders');
  await act(async () => editor.previewKeeper.stop());
  expect(shown.text()).toContain('The preview is off. Press p to start it.');
  await act(async () => editor.opening.setState({ trusted: false }));
  expect(shown.text()).toContain('No events are shown until you trust this flow.');
});
