// @vitest-environment happy-dom
import { createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { act } from 'react';
import { expect, test } from 'vitest';
import { history } from '../../lib/history.ts';
import { parseSearch, stringifySearch } from '../../lib/search.ts';
import { settled } from '../../lib/testing/manual-clock.ts';
import { render } from '../../lib/testing/render.ts';
import { TestPage } from './testing/test-editor.ts';
import { useAddress } from './use-address.ts';

const flow = `apiVersion: headrace.dev/v1alpha1
kind: Flow
metadata: {name: f}
spec:
  nodes:
    one: {type: filter}
    two: {type: filter}
    three: {type: filter}
`;

test('the address follows what is selected, and the editor an address that a person goes to', async () => {
  const page = new TestPage();
  page.server.put('a', flow);
  const { editor } = await page.open('a');
  history.replace('/flows/a?node=two&tab=sql');
  const root = createRootRoute();
  const route = createRoute({
    getParentRoute: () => root,
    path: '/flows/$id',
    component: function Page() {
      useAddress(editor);
      return null;
    },
  });
  const router = createRouter({ routeTree: root.addChildren([route]), history, parseSearch, stringifySearch });
  await router.load();
  await render(<RouterProvider router={router as never} />);
  expect([editor.ui.state.selection, editor.ui.state.tab]).toEqual([['two'], 'sql']);

  // Two selections in one go: what is written of the first is read after the second, and must not bring it back.
  await act(async () => {
    editor.ui.select(['one']);
    editor.ui.select(['three']);
    await settled();
  });
  expect(editor.ui.state.selection).toEqual(['three']);
  expect(history.location.href).toBe('/flows/a?node=three&tab=sql');

  await act(async () => {
    history.push('/flows/a?node=one&tab=runs');
    await settled();
  });
  expect([editor.ui.state.selection, editor.ui.state.tab]).toEqual([['one'], 'runs']);

  await act(async () => {
    editor.ui.select([]);
    editor.ui.show({ tab: 'events' });
    await settled();
  });
  expect(history.location.href).toBe('/flows/a');
});
