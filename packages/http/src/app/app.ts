import { ContractError, Gate, overLimit, type Sizes, sizeOf } from '@headrace/service';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type GuardOptions, guard } from '../guard/guard.ts';
import { securityHeaders } from '../headers/headers.ts';
import { requestsAtOnce } from '../limits/requests.ts';
import { type Logger, logRequests } from '../logging/logging.ts';
import { localPerson, type PersonOf } from '../person/person.ts';
import { problem, userProblem } from '../problem/problem.ts';

export interface AppOptions extends GuardOptions {
  readonly log: Logger;
  /** Who asks; limits count by person. */
  readonly personOf?: PersonOf;
  readonly sizes?: Sizes;
}

/**
 * A Hono app with what every server here has: a log line for each request, security headers, the guard against foreign
 * pages, limits on bodies and on requests at once, and problems instead of stack traces.
 */
export function createApp({ log, personOf = localPerson, sizes, ...guarded }: AppOptions): Hono {
  const app = new Hono();
  const atOnce = requestsAtOnce(new Gate('requestsOfPerson', 'requests', sizes), personOf);
  app.use(logRequests(log), securityHeaders(), guard(guarded), atOnce, limitBody(sizeOf('bodyBytes', sizes)));
  app.notFound((c) =>
    problem(c, { code: 'http/not-found', status: 404, title: `There is nothing at ${c.req.method} ${c.req.path}.` }),
  );
  app.onError((error, c) => {
    if (error instanceof ContractError) return userProblem(c, error);
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
  return bodyLimit({ maxSize, onError: (c) => userProblem(c, overLimit('bodyBytes')) });
}
