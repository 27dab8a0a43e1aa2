import { allRoutes } from '@headrace/api';
import { describe, expect, test } from 'vitest';
import type { ApiProblem } from './api-problem.ts';
import { type ClientOptions, client, type ObservedAnswer } from './client.ts';
import type { Fetch } from './fetch.ts';

const flow = { id: 'f', version: 1, text: 't', updatedAt: 2, trusted: true };
const calls: unknown[] = [];

/** A server that answers everything with one answer, and writes down what it was asked. */
const answering =
  (body: string | ReadableStream<Uint8Array> | null, init?: ResponseInit): Fetch =>
  async (address, { signal: _, ...request }) => {
    calls.push({ address, ...request });
    return new Response(body, init);
  };
const api = (fetch: Fetch, options: Partial<ClientOptions> = {}) => client(allRoutes, { fetch, ...options });
const json = (data: unknown, status = 200) => answering(JSON.stringify(data), { status });

describe('a call', () => {
  test('sends method, path and body of its route, and gives the answer as its schema reads it', async () => {
    calls.length = 0;
    const own = api(json({ ...flow, added: 'by a newer server' }));
    expect(await own.flows.save({ params: { id: 'a/b ü' }, body: { text: 'x', baseVersion: 1 } })).toEqual(flow);
    const headers = { 'content-type': 'application/json' };
    const body = '{"text":"x","baseVersion":1}';
    expect(calls).toEqual([{ address: '/api/flows/a%2Fb%20%C3%BC', method: 'PUT', headers, body }]);
  });

  test('writes the query as its schema has it, and leaves out what is left out', async () => {
    calls.length = 0;
    const checked = json({ diagnostics: [], ports: {}, planner: true });
    await api(checked).checks.check({ query: { plan: true }, body: { text: '' } });
    await api(checked).checks.check({ body: { text: '' } });
    await api(json([])).topics.messages({ params: { connection: 'c', topic: 't' }, query: { limit: 7 } });
    expect(calls.map((call) => (call as { address: string }).address)).toEqual([
      '/api/check?plan=true',
      '/api/check',
      '/kafka/connections/c/topics/t/messages?limit=7',
    ]);
  });

  test('gives nothing for an answer without a body', async () => {
    const gone = answering(null, { status: 204 });
    expect(await api(gone).flows.remove({ params: { id: 'f' } })).toBeUndefined();
  });

  test.each(['.', '..', '', '\ud800', 'x'.repeat(251)])(
    'is not sent with the name %j, which would lead elsewhere',
    async (id) => {
      calls.length = 0;
      const error = await failure(api(json(flow)).flows.get({ params: { id } }));
      expect(error.problem).toMatchObject({ code: 'request/invalid', status: 400 });
      expect(calls).toEqual([]);
    },
  );
});

const failure = (call: Promise<unknown>): Promise<ApiProblem> =>
  call.then(
    () => Promise.reject(new Error('it did not fail')),
    (error) => error,
  );

describe('a call that fails', () => {
  test.each([
    ['2', 2000],
    ['100', 100_000],
    [undefined, undefined],
    ['Fri, 31 Dec 1999 23:59:59 GMT', undefined],
    ['123456', undefined],
  ])('says what the server said, and when to try again: %s', async (after, retryAfter) => {
    const problem = { code: 'limit/checks', status: 503, title: 'Too many.', detail: 'Wait.', more: 1 };
    const headers = after === undefined ? {} : { 'retry-after': after };
    const fetch = answering(JSON.stringify(problem), { status: 503, headers });
    const { more, ...known } = problem;
    expect(await failure(api(fetch).examples.list())).toMatchObject({
      message: 'Too many. Wait.',
      problem: known,
      body: { more },
      retryAfter,
    });
  });

  test.each(['', '<html>', '{"code": 5}'])('has a sentence where the answer %j has none', async (body) => {
    const error = await failure(api(answering(body, { status: 502 })).examples.list());
    expect(error).toMatchObject({ message: 'The server answered 502.', problem: { code: 'http/failed', status: 502 } });
  });

  test.each(['', '<html>', '{}', '[{"id": 1}]'])('is not understood when the answer is %j', async (body) => {
    const error = await failure(api(answering(body)).examples.list());
    expect(error.problem).toMatchObject({ code: 'http/not-understood', status: 200 });
  });

  test('tells when nobody answers, with the cause', async () => {
    const cause = new TypeError('fetch failed');
    const error = await failure(api(() => Promise.reject(cause)).examples.list());
    expect(error.problem).toMatchObject({ code: 'network/unreachable', status: 0 });
    expect(error.cause).toBe(cause);
  });

  test('throws the reason of its own signal', async () => {
    const leave = new AbortController();
    leave.abort(new Error('left'));
    const fetch: Fetch = (_, { signal }) => Promise.reject(signal?.reason);
    await expect(api(fetch).examples.list({}, { signal: leave.signal })).rejects.toThrow('left');
  });

  test('throws what it is told to', async () => {
    const toError = ({ problem }: ApiProblem) => new RangeError(problem.code);
    await expect(api(answering('', { status: 500 }), { toError }).examples.list()).rejects.toThrow(RangeError);
    await expect(api(answering('{}'), { toError }).examples.list()).rejects.toThrow('http/not-understood');
    await expect(api(() => Promise.reject(new Error()), { toError }).examples.list()).rejects.toThrow(
      'network/unreachable',
    );
  });
});

test('every answer can be observed as it came', async () => {
  const seen: ObservedAnswer[] = [];
  const onAnswer = (answer: ObservedAnswer) => void seen.push(answer);
  await api(json({ ...flow, added: 1 }), { onAnswer }).flows.get({ params: { id: 'f' } });
  await api(answering(null, { status: 204 }), { onAnswer }).flows.remove({ params: { id: 'f' } });
  await failure(api(json({ code: 'flow/not-found' }, 404), { onAnswer }).flows.get({ params: { id: 'f' } }));
  expect(seen.map(({ operation, status, data }) => [operation, status, data])).toEqual([
    ['flows.get', 200, { ...flow, added: 1 }],
    ['flows.remove', 204, undefined],
    ['flows.get', 404, { code: 'flow/not-found' }],
  ]);
});

/** All that a stream gives. */
async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const got: T[] = [];
  for await (const each of stream) got.push(each);
  return got;
}

describe('an event stream', () => {
  const encoder = new TextEncoder();
  /** A stream that comes in such pieces. */
  const pieces = (...texts: (string | Uint8Array)[]) =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        for (const text of texts) controller.enqueue(typeof text === 'string' ? encoder.encode(text) : text);
        controller.close();
      },
    });
  const follow = (body: ReadableStream<Uint8Array>, options?: Partial<ClientOptions>) =>
    api(answering(body), options).previews.follow({ params: { id: 'p' } });
  const state = (message: string) => ({ kind: 'state', state: 'running', message, node: null });
  const text = (message: string) => `event: state\ndata: ${JSON.stringify(state(message))}\n\n`;

  test('gives its events whatever the pieces in which it comes', async () => {
    const bytes = encoder.encode(`: hello\n\n${text('eins — 😀\u2028zwei')}${text('b').replaceAll('\n', '\r\n')}`);
    for (const size of [1, 2, 3, 7, bytes.length]) {
      const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.slice(i * size, (i + 1) * size),
      );
      const got = await all(follow(pieces(...parts)));
      expect(got).toEqual([state('eins — 😀\u2028zwei'), state('b')].map((data) => ({ event: 'state', data })));
    }
  });

  test('leaves out kinds of events that it does not know', async () => {
    const got = await all(follow(pieces('event: later\ndata: {"a": 1}\n\n', text('known'))));
    expect(got.map(({ event }) => event)).toEqual(['state']);
  });

  test.each(['event: state\ndata: {"kind"\n\n', 'event: state\ndata: {"kind": "state"}\n\n'])(
    'is not understood when it sends %j',
    async (sent) => {
      const error = await failure(all(follow(pieces(sent))));
      expect(error.problem.code).toBe('http/not-understood');
    },
  );

  test('tells why it is refused', async () => {
    const problem = { code: 'preview/not-found', status: 404, title: 'It has ended.' };
    const refused = api(json(problem, 404)).previews.follow({ params: { id: 'p' } });
    expect((await failure(all(refused))).problem).toEqual(problem);
  });

  test('is cancelled when nobody reads on', async () => {
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(encoder.encode(text('again'))),
      cancel: () => {
        cancelled = true;
      },
    });
    for await (const { event } of follow(endless)) {
      expect(event).toBe('state');
      break;
    }
    await expect.poll(() => cancelled).toBe(true);
  });
});
