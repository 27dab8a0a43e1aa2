import { QueryClientProvider } from '@tanstack/react-query';
import { act, type ReactNode } from 'react';
import { queryClient } from '../../../api/queries.ts';
import { settled } from '../../../lib/testing/manual-clock.ts';
import { type Person, person } from '../../../lib/testing/person.ts';
import { type Rendered, render } from '../../../lib/testing/render.ts';
import { withRouter } from '../../../lib/testing/with-router.tsx';
import { FlowEditorProvider } from '../use-editor.ts';
import { type TestEditor, TestPage } from './test-editor.ts';

/** A source, a filter and a destination, which are complete; and a filter without a condition behind the first. */
export const ordersFlow = `apiVersion: headrace.dev/v1alpha1
kind: Flow
metadata: {name: orders by region}
spec:
  nodes:
    orders:
      type: kafka-source
      config: {connection: local, topic: ORDERS, columns: [{name: region, type: STRING}, {name: amount, type: INT}]}
    emea: {type: filter, from: orders, config: {expression: "region = 'EMEA'"}}
    open: {type: filter, from: emea}
    out: {type: kafka-sink, from: emea, config: {connection: local, topic: EMEA}}
`;

/** An editor on the screen. */
export interface EditorOnScreen extends Person {
  readonly shown: Rendered;
  /** Lets time pass, and what waits for it happen. */
  wait(ms: number): Promise<void>;
  /** Does something that changes what is shown. */
  change(act: () => unknown): Promise<void>;
}

/** An editor of a flow, opened and analysed. */
export async function openEditor(text = ordersFlow, page = new TestPage(), id = 'f'): Promise<TestEditor> {
  page.server.put(id, text);
  const editor = await page.open(id);
  await page.clock.advance(1000);
  return editor;
}

/** Renders a part of an editor, with the requests and links of a page. */
export async function renderInEditor({ editor, page }: TestEditor, node: ReactNode): Promise<EditorOnScreen> {
  const shown = await render(
    <QueryClientProvider client={queryClient}>
      <FlowEditorProvider value={editor}>{await withRouter(node)}</FlowEditorProvider>
    </QueryClientProvider>,
  );
  const change = (work: () => unknown) =>
    act(async () => {
      await work();
      await settled();
    });
  return { ...person(), shown, change, wait: (ms) => change(() => page.clock.advance(ms)) };
}
