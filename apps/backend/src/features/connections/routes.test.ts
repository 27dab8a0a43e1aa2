import { connections as routes } from '@headrace/api';
import { ApiProblem } from '@headrace/client';
import { type Browser, ConnectionFault } from '@headrace/connections/server';
import { createApp, createLogger } from '@headrace/http';
import { bind } from '@headrace/http/bind';
import { describe, expect, test } from 'vitest';
import { connectionHandlers } from './routes.ts';

/** What is answered when the system behind a connection fails so. */
async function answerTo(fault: unknown): Promise<{ status: number; retryAfter: string | null; code: unknown }> {
  const fails = async () => {
    throw fault;
  };
  const browser: Browser = { list: fails, schema: fails, create: fails };
  const unused = () => {
    throw new Error('nothing else is asked');
  };
  const handlers = connectionHandlers(
    { views: () => [{ name: 'local', kind: 'kafka' }] },
    { kafka: () => browser },
    { fetchFromKafkaAdmin: unused, clientOf: unused },
    async () => {},
  );
  const log = createLogger('backend');
  log.level = 'silent';
  const app = createApp({ log, port: 8888, origin: 'http://localhost:8888' }).route(
    '/',
    bind({ connections: routes }, { connections: handlers }),
  );
  const answer = await app.request('/api/connections/local/resources/a/schema', {
    headers: { host: 'localhost:8888' },
  });
  const { code } = (await answer.json()) as { code: unknown };
  return { status: answer.status, retryAfter: answer.headers.get('retry-after'), code };
}

describe('a connection that fails', () => {
  test('is a problem of the same code', async () => {
    expect(await answerTo(new ConnectionFault('connection/unknown-resource', 'There is none.'))).toMatchObject({
      status: 404,
      code: 'connection/unknown-resource',
    });
  });

  test('by a limit of another part is that limit, with its pause', async () => {
    const problem = new ApiProblem({ code: 'limit/reads', status: 503, title: 'Too many.' }, undefined, 2000);
    expect(await answerTo(problem)).toEqual({ status: 503, retryAfter: '2', code: 'limit/reads' });
  });

  test('by anything else is a fault of our own', async () => {
    const problem = new ApiProblem({ code: 'limit/made-up', status: 503, title: 'Too many.' });
    expect(await answerTo(problem)).toMatchObject({ status: 500, code: 'http/internal' });
    expect(await answerTo(new TypeError('x is undefined'))).toMatchObject({ status: 500, code: 'http/internal' });
  });
});
