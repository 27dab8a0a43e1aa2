import {
  createApp,
  type Environment,
  Gate,
  type Logger,
  localPerson,
  localRole,
  type PersonOf,
  type RoleOf,
  type Sizes,
} from '@headrace/http';
import type { Hono } from 'hono';
import { browserRoutes } from './routes/browser.ts';
import { checkRoutes } from './routes/check.ts';
import { EventStreams } from './routes/events.ts';
import { flowRoutes } from './routes/flows.ts';
import { healthRoutes } from './routes/health.ts';
import { previewRoutes } from './routes/previews.ts';
import { runRoutes } from './routes/runs.ts';
import type { Services } from './services.ts';

export interface BackendOptions {
  readonly personOf?: PersonOf;
  readonly roleOf?: RoleOf;
  readonly sizes?: Sizes;
}

/** The whole contract of packages/api/src/backend.ts. */
export function backendApp(services: Services, env: Environment, log: Logger, options: BackendOptions = {}): Hono {
  const { checker, connections, examples, flows, hub, previews, runs } = services;
  const { personOf = localPerson, roleOf = localRole, sizes = {} } = options;
  const app = createApp({ log, port: env.port, origin: env.origin, personOf, sizes });
  const streams = new EventStreams(personOf, sizes);
  const checks = new Gate('checksOfPerson', 'checks', sizes);
  const parts = [
    flowRoutes(flows, examples),
    checkRoutes(checker, flows, connections.views, checks, personOf),
    previewRoutes({ previews, flows, streams, checks, personOf }),
    runRoutes({ runs, flows, checks, personOf, roleOf }),
    browserRoutes(hub, previews, streams, personOf),
    healthRoutes(services),
  ];
  for (const part of parts) app.route('/api', part);
  return app;
}
