// @vitest-environment happy-dom
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { act } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { render } from '../lib/testing/render.ts';
import { PageError } from './page-error.tsx';
import { createAppRouter } from './router.tsx';

const routerAt = (address: string) => createAppRouter(createMemoryHistory({ initialEntries: [address] }));

/** The page of an address, with its parameters and its search. */
function pageAt(address: string) {
  const router = routerAt(address);
  const match = router.matchRoutes(router.latestLocation).at(-1);
  return { page: match?.routeId, params: match?.params, search: match?.search };
}

test.each([
  ['/', '/', {}, {}],
  ['/?q=a&sort=name', '/', {}, { q: 'a', sort: 'name' }],
  [
    '/flows/x%2F1?node=a%2Fb%3Fc%3Dd+%26+%C3%BC&tab=sql',
    '/flows/$id',
    { id: 'x/1' },
    { node: 'a/b?c=d & ü', tab: 'sql' },
  ],
  ['/flows/x?node=1&tab=true', '/flows/$id', { id: 'x' }, { node: '1', tab: 'true' }],
  ['/flows/x/beside/y', '/flows/$id/beside/$other', { id: 'x', other: 'y' }, {}],
  ['/flows/x/beside/x?left=3&right=12', '/flows/$id/beside/$other', { id: 'x', other: 'x' }, { left: 3, right: 12 }],
  ['/flows/x/beside/x?left=0&right=new', '/flows/$id/beside/$other', { id: 'x', other: 'x' }, { left: undefined }],
  ['/network?tab=yaml', '/network', {}, { tab: 'yaml' }],
])('finds the page of %s', (address, page, params, search) => {
  expect(pageAt(address)).toMatchObject({ page, params, search });
});

test('an address leads to the page that it was made for, whatever the names', () => {
  const search = { node: 'a/b?c=d & ü', tab: 'sql' };
  const { href } = routerAt('/').buildLocation({ to: '/flows/$id', params: { id: 'x/1' }, search });
  expect(pageAt(href)).toMatchObject({ page: '/flows/$id', params: { id: 'x/1' }, search });
});

test('an address that leads nowhere, or that somebody broke, shows no page of another', () => {
  expect(pageAt('/elsewhere').page).toBe('__root__');
  expect(() => pageAt('/flows/%E0%A4%A')).not.toThrow();
});

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}));
afterEach(() => vi.restoreAllMocks());

test('a page that throws says so, and the next page is shown', async () => {
  const root = createRootRoute();
  const broken = createRoute({
    getParentRoute: () => root,
    path: '/broken',
    component: () => {
      throw new Error('There is no column 3');
    },
  });
  const other = createRoute({ getParentRoute: () => root, path: '/other', component: () => <p>another page</p> });
  const history = createMemoryHistory({ initialEntries: ['/broken'] });
  const router = createRouter({
    routeTree: root.addChildren([broken, other]),
    history,
    defaultErrorComponent: PageError,
  });
  await router.load();
  const page = await render(<RouterProvider router={router as never} />);
  expect(page.text()).toContain('This page cannot be shown.');
  expect(page.text()).toContain('An error in Headrace stopped it: There is no column 3. Your edits are kept');
  expect(page.element.querySelector('a')?.getAttribute('href')).toBe('/');
  await act(async () => {
    history.push('/other');
    await router.load();
  });
  expect(page.text()).toBe('another page');
});
