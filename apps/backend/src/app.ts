import { backendRoutes } from '@headrace/api';
import { createApp, type Environment, type Logger, type PersonOf, type RoleOf, type Sizes } from '@headrace/http';
import { bind } from '@headrace/http/bind';
import type { Hono } from 'hono';
import { checkHandlers } from './routes/checks.ts';
import { eventHandlers } from './routes/events.ts';
import { flowHandlers } from './routes/flows.ts';
import { previewHandlers } from './routes/previews.ts';
import { runHandlers } from './routes/runs.ts';
import { systemHandlers } from './routes/system.ts';
import type { Services } from './services.ts';

export interface BackendOptions {
  readonly personOf?: PersonOf;
  readonly roleOf?: RoleOf;
  readonly sizes?: Sizes;
}

/** All routes of the backend. */
export function backendApp(services: Services, env: Environment, log: Logger, options: BackendOptions = {}): Hono {
  const { checker, connections, examples, flows, hub, previews, runs } = services;
  const app = createApp({ log, port: env.port, origin: env.origin, ...options });
  const handlers = {
    flows: flowHandlers(flows, examples),
    examples: { list: () => examples },
    connections: { list: () => connections.views() },
    checks: checkHandlers(checker, flows),
    previews: previewHandlers(previews, flows),
    runs: runHandlers(runs, flows),
    events: eventHandlers(hub, previews),
    system: systemHandlers(services),
  };
  return app.route('/', bind(backendRoutes, handlers, options));
}
