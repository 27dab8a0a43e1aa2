import { type AppOptions, badTarget, createApp, pathIn, problem, targetFault } from '@headrace/http';
import type { ClientRequestOf } from '@headrace/tls';
import type { Context, Hono } from 'hono';
import { absent } from './absent.ts';
import { forward } from './forward.ts';
import { type Route, routeFor } from './routes.ts';

export interface GatewayOptions extends AppOptions {
  /** How parts are called. */
  readonly request: ClientRequestOf;
}

/** The one address that people open: passes each request to the part whose route it is. */
export function createGateway(routes: readonly Route[], options: GatewayOptions): Hono {
  const app = createApp(options);
  app.all('*', async (c) => {
    const target = targetOf(c);
    const fault = targetFault(target);
    if (fault !== undefined) return problem(c, badTarget(fault));
    const route = routeFor(routes, pathIn(target));
    if (!route) return problem(c, { code: 'http/not-found', status: 404, title: `There is nothing at ${c.req.path}.` });
    try {
      return await forward(c.req.raw, target, route.address, options.request);
    } catch (error) {
      options.log.warn({ component: route.component, reason: (error as Error).message }, 'part does not answer');
      return absent(c, route.component);
    }
  });
  return app;
}

/**
 * The target of a request as it came on the wire. Where it came on none, it is what follows scheme and authority in the
 * address: parsing that once more would take `//host` for a host.
 */
function targetOf(c: Context): string {
  const { incoming } = (c.env ?? {}) as { incoming?: { url?: string } };
  return incoming?.url ?? c.req.raw.url.replace(/^[a-z]+:\/\/[^/]*/i, '');
}
