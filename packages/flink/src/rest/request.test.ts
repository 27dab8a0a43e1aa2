import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type Answer, refusing, scriptedFlink } from '../testing/scripted-flink.ts';
import { FlinkRefused, FlinkUnreachable } from './errors.ts';
import { Anything, type Call, request, restOptions } from './request.ts';

async function asked(answer: Answer, call: Partial<Call> = {}, timeout?: number): Promise<unknown> {
  const { url } = await scriptedFlink(() => answer);
  const options = restOptions('jobmanager', { url, ...(timeout === undefined ? {} : { timeout }) }, 5_000);
  return request(options, { path: '/x', ...call }, Anything);
}

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    (value) => expect.fail(`answered ${JSON.stringify(value)}`),
    (error) => error,
  );

describe('an answer that succeeds', () => {
  test('is its JSON', async () => {
    expect(await asked({ json: { a: [1] } })).toEqual({ a: [1] });
  });

  test.each(['', ' \n'])('is an empty object where the body is %j', async (text) => {
    expect(await asked({ text })).toEqual({});
  });

  test('that is no JSON is refused, with the beginning of the body as its trace', async () => {
    const error = await failure(asked({ text: `<html>${'x'.repeat(5000)}` }));
    expect(error).toBeInstanceOf(FlinkRefused);
    expect(error).toMatchObject({
      message: "Flink's JobManager refused: the answer is not JSON; is something else listening there?",
      status: 200,
      trace: `<html>${'x'.repeat(1994)}`,
    });
  });

  test('that is not what Flink gives is refused, with the place', async () => {
    const { url } = await scriptedFlink(() => ({ json: { jobs: [{ jid: 'a' }, { jid: 7 }] } }));
    const schema = z.object({ jobs: z.array(z.object({ jid: z.string() })) });
    const error = await failure(request(restOptions('jobmanager', { url }, 5_000), { path: '/x' }, schema));
    expect(error).toBeInstanceOf(FlinkRefused);
    expect(error).toMatchObject({
      reason: 'the answer is not what Flink gives (at jobs.1.jid); is something else listening there?',
    });
  });

  test('that never ends is given up at 64 MiB', async () => {
    const mebibyte = Buffer.alloc(1024 * 1024, 'x');
    const endless: Answer = {
      raw: (response) => {
        const more = () => {
          while (!response.destroyed && response.write(mebibyte));
          if (!response.destroyed) response.once('drain', more);
        };
        more();
      },
    };
    const error = await failure(asked(endless, {}, 60_000));
    expect(error).toMatchObject({ reason: 'the answer is larger than 64 MiB', trace: '' });
  });
});

describe('an answer that fails', () => {
  const trace = 'a.b.Outer: one\n\tat x.Y.z(Y.java:1)\nCaused by: a.b.Inner: the reason\n\tat x.Y.z(Y.java:2)\n';
  test.each<[name: string, answer: Answer, status: number, reason: string]>([
    ['words and a trace', refusing(500, 'Internal server error.', trace), 500, 'the reason'],
    ['a trace alone, as older servers answer', refusing(400, trace), 400, 'the reason'],
    ['words alone', refusing(404, 'Job abc not found'), 404, 'Job abc not found'],
    ['an empty entry behind the words', refusing(404, 'Job abc not found', '  '), 404, 'Job abc not found'],
    ['no entries', refusing(400), 400, '{"errors":[]}'],
    ['something else than a list', { status: 400, json: { errors: 'x' } }, 400, '{"errors":"x"}'],
    ['no JSON', { status: 418, text: 'teapot' }, 418, 'teapot'],
    ['nothing', { status: 500, text: '' }, 500, 'no reason given'],
  ])('is refused with the reason of %s', async (_, answer, status, reason) => {
    const error = await failure(asked(answer));
    expect(error).toBeInstanceOf(FlinkRefused);
    expect(error).toMatchObject({ status, reason, part: 'jobmanager', quotesEvents: true });
  });

  test('keeps the whole trace beside the reason', async () => {
    expect(await failure(asked(refusing(500, 'Internal server error.', trace)))).toMatchObject({ trace });
  });

  test.each([502, 503, 504])('with %i is a server that is not ready yet', async (status) => {
    const error = await failure(asked(refusing(status, 'Service temporarily unavailable due to an ongoing election')));
    expect(error).toBeInstanceOf(FlinkUnreachable);
    expect((error as Error).message).toMatch(
      new RegExp(`^Flink's JobManager cannot be reached: it is not ready \\(${status} Service temporarily`),
    );
  });
});

describe('no answer', () => {
  test('within the time limit is unreachable', async () => {
    const error = await failure(asked({ raw: () => {} }, {}, 50));
    expect(error).toBeInstanceOf(FlinkUnreachable);
    expect((error as Error).message).toBe("Flink's JobManager cannot be reached: no answer within 0.05 s");
  });

  test('within the time limit of the call is unreachable, although the client would wait for longer', async () => {
    expect(await failure(asked({ raw: () => {} }, { timeout: 20 }))).toMatchObject({
      message: expect.stringContaining('no answer within 0.02 s'),
    });
  });

  test('because the connection breaks is unreachable', async () => {
    const broken: Answer = {
      raw: (response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{');
        response.destroy();
      },
    };
    expect(await failure(asked(broken))).toBeInstanceOf(FlinkUnreachable);
    expect(await failure(asked({ raw: (response) => response.destroy() }))).toBeInstanceOf(FlinkUnreachable);
  });

  test('because nothing listens is said so', async () => {
    const { url } = await scriptedFlink(() => ({ json: {} }));
    const port = Number(new URL(url).port);
    // A port of the loopback address on which nothing listens: the server's own, under another address.
    const error = await failure(
      request(restOptions('sql-gateway', { url: `http://127.0.0.2:${port}` }, 5_000), { path: '/' }, Anything),
    );
    expect((error as Error).message).toBe('The SQL gateway cannot be reached: nothing listens at its address');
  });

  test('because the caller gave up is the reason of the caller', async () => {
    const controller = new AbortController();
    const { url, asked: seen } = await scriptedFlink(() => ({ raw: () => controller.abort(new Error('enough')) }));
    const error = await failure(
      request(restOptions('jobmanager', { url }, 5_000), { path: '/x', signal: controller.signal }, Anything),
    );
    expect(error).toEqual(new Error('enough'));
    expect(seen).toHaveLength(1);
  });
});

test('sends method, path and a JSON body, and joins an address that ends with a slash', async () => {
  const { url, asked: seen } = await scriptedFlink(() => ({ json: {} }));
  const options = restOptions('jobmanager', { url: `${url}/` }, 5_000);
  await request(options, { method: 'POST', path: '/a?b=c', body: { d: 1 } }, Anything);
  await request(options, { path: '/e' }, Anything);
  expect(seen).toEqual([
    { method: 'POST', path: '/a?b=c', body: { d: 1 } },
    { method: 'GET', path: '/e', body: undefined },
  ]);
});
