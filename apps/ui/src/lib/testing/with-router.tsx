import { createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { history } from '../history.ts';
import { parseSearch, stringifySearch } from '../search.ts';

/** What a test renders, on a page whose links work; every address shows it. */
export async function withRouter(node: ReactNode): Promise<ReactNode> {
  const root = createRootRoute();
  const any = createRoute({ getParentRoute: () => root, path: '$', component: () => node });
  const router = createRouter({ routeTree: root.addChildren([any]), history, parseSearch, stringifySearch });
  await router.load();
  // The type of a router names the routes of the app.
  return <RouterProvider router={router as never} />;
}
