import { createApp, type Environment, type Logger } from '@headrace/http';
import type { Hono } from 'hono';
import { checkRoutes } from './routes/check.ts';
import { flowRoutes } from './routes/flows.ts';
import { healthRoutes } from './routes/health.ts';
import { previewRoutes } from './routes/previews.ts';
import { runRoutes } from './routes/runs.ts';
import type { Services } from './services.ts';

/** The whole contract of packages/api/src/backend.ts. */
export function backendApp(services: Services, env: Environment, log: Logger): Hono {
  const { checker, connections, examples, flows, hub, previews, runs } = services;
  const app = createApp({ log, port: env.port, origin: env.origin });
  const parts = [
    flowRoutes(flows, examples),
    checkRoutes(checker, connections.views),
    previewRoutes(previews),
    runRoutes(runs, flows, hub),
    healthRoutes(services),
  ];
  for (const part of parts) app.route('/api', part);
  return app;
}
