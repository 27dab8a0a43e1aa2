import { backendRoutes } from '@headrace/api';
import { browses } from '@headrace/connections/server';
import { createApp, type Environment, type Logger, type PersonOf, type RoleOf } from '@headrace/http';
import { bind } from '@headrace/http/bind';
import type { Sizes } from '@headrace/service';
import type { Hono } from 'hono';
import { checkHandlers } from './features/checks/routes.ts';
import { connectionHandlers } from './features/connections/routes.ts';
import { eventHandlers } from './features/events/routes.ts';
import { flowHandlers } from './features/flows/routes.ts';
import { previewHandlers } from './features/previews/routes.ts';
import { runHandlers } from './features/runs/routes.ts';
import { systemHandlers } from './features/system/routes.ts';
import type { Services } from './services.ts';

export interface BackendOptions {
  readonly personOf?: PersonOf;
  readonly roleOf?: RoleOf;
  readonly sizes?: Sizes;
}

/** All routes of the backend. */
export function backendApp(services: Services, env: Environment, log: Logger, options: BackendOptions = {}): Hono {
  const { checker, connections, examples, flows, bus, previews, runs } = services;
  const app = createApp({ log, port: env.port, origin: env.origin, ...options });
  const handlers = {
    flows: flowHandlers(flows, examples),
    examples: { list: () => examples },
    connections: connectionHandlers(connections, browses, services, services.noteResource),
    checks: checkHandlers(checker, flows),
    previews: previewHandlers(previews),
    runs: runHandlers(runs, flows),
    events: eventHandlers(bus, previews),
    system: systemHandlers(services),
  };
  return app.route('/', bind(backendRoutes, handlers, options));
}
