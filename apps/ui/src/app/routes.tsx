import { createRootRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import * as z from 'zod';
import { App } from './app.tsx';
import { NotFound } from './not-found.tsx';

/** Whatever else the address says is the newest. */
const Version = z.coerce.number().int().positive().optional().catch(undefined);

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
  /** The version that a side begins with; the newest where there is none. */
  validateSearch: z.object({ left: Version, right: Version }),
  component: lazyRouteComponent(() => import('../features/editor/beside-page.tsx')),
});

const network = createRoute({
  getParentRoute: () => root,
  path: '/network',
  component: lazyRouteComponent(() => import('../features/network/network-page.tsx')),
});

/** The pages of the app, each with the type of its parameters. */
export const routeTree = root.addChildren([flows, flow, beside, network]);
