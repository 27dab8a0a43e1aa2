import { createRootRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { App } from './app.tsx';
import { NotFound } from './not-found.tsx';

const root = createRootRoute({ component: App, notFoundComponent: NotFound });

const flows = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('../features/flows/home-page.tsx')),
});

const flow = createRoute({
  getParentRoute: () => root,
  path: '/flows/$id',
  /** The selected node, and the tab below the canvas. */
  validateSearch: ({ node, tab }: Record<string, unknown>): { node?: string; tab?: string } => ({
    ...(typeof node === 'string' ? { node } : {}),
    ...(typeof tab === 'string' ? { tab } : {}),
  }),
  component: lazyRouteComponent(() => import('../features/editor/editor-page.tsx')),
});

/** Two flows, or two versions of one, in one page. */
const beside = createRoute({
  getParentRoute: () => root,
  path: '/flows/$id/beside/$other',
  component: lazyRouteComponent(() => import('../features/editor/beside-page.tsx')),
});

const network = createRoute({
  getParentRoute: () => root,
  path: '/network',
  component: lazyRouteComponent(() => import('../features/network/network-page.tsx')),
});

/** The pages of the app, each with the type of its parameters. */
export const routeTree = root.addChildren([flows, flow, beside, network]);
