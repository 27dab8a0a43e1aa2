import { type AppOptions, createApp, problem } from '@headrace/http';
import type { Hono } from 'hono';
import { absent } from './absent.ts';
import { forward } from './forward.ts';
import { type Route, routeFor } from './routes.ts';

/** The one address that people open: passes each request to the part whose route it is. */
export function createGateway(routes: readonly Route[], options: AppOptions): Hono {
  const app = createApp(options);
  app.all('*', async (c) => {
    const route = routeFor(routes, c.req.path);
    if (!route) return problem(c, { code: 'http/not-found', status: 404, title: `There is nothing at ${c.req.path}.` });
    try {
      return await forward(c.req.raw, route.address);
    } catch (error) {
      options.log.warn({ component: route.component, reason: (error as Error).message }, 'part does not answer');
      return absent(c, route.component);
    }
  });
  return app;
}
