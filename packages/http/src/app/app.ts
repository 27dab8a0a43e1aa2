import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type GuardOptions, guard } from '../guard/guard.ts';
import { securityHeaders } from '../headers/headers.ts';
import { type Logger, logRequests } from '../logging/logging.ts';
import { ProblemError, problem } from '../problem/problem.ts';

export interface AppOptions extends GuardOptions {
  readonly log: Logger;
  /** Largest request body in bytes. */
  readonly maxBody?: number;
}

/** Twice the largest flow document, since JSON may escape much of it. */
const usualMaxBody = 20 * 1024 * 1024;

/**
 * A Hono app with what every server here has: a log line for each request, security headers, the guard against foreign
 * pages, a limit on bodies, and problems instead of stack traces.
 */
export function createApp({ log, maxBody = usualMaxBody, ...guarded }: AppOptions): Hono {
  const app = new Hono();
  app.use(logRequests(log), securityHeaders(), guard(guarded), limitBody(maxBody));
  app.notFound((c) =>
    problem(c, { code: 'http/not-found', status: 404, title: `There is nothing at ${c.req.method} ${c.req.path}.` }),
  );
  app.onError((error, c) => {
    if (error instanceof ProblemError) return problem(c, error.problem);
    log.error({ err: error, method: c.req.method, path: c.req.path }, 'request failed');
    return problem(c, {
      code: 'http/internal',
      status: 500,
      title: 'Something went wrong here; the log of this part has the details.',
    });
  });
  return app;
}

function limitBody(maxSize: number) {
  return bodyLimit({
    maxSize,
    onError: (c) =>
      problem(c, {
        code: 'http/too-large',
        status: 413,
        title: `The request is larger than ${Math.floor(maxSize / 1024 / 1024)} MiB, the most that is taken.`,
      }),
  });
}
