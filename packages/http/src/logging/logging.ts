import type { MiddlewareHandler } from 'hono';
import { type Logger, pino } from 'pino';

export type { Logger };

/** A logger of JSON lines on standard output. `name` is that of the app. */
export function createLogger(name: string): Logger {
  return pino({ name, base: { name }, timestamp: pino.stdTimeFunctions.isoTime });
}

/** A line for each request: method, path, status, milliseconds until the answer began. Never bodies, queries, headers. */
export function logRequests(log: Logger): MiddlewareHandler {
  return async (c, next) => {
    const start = performance.now();
    await next();
    const ms = Math.round(performance.now() - start);
    log.info({ method: c.req.method, path: c.req.path, status: c.res.status, ms }, 'request');
  };
}
