import { empty, Flag, json, Name, route, stream } from '@headrace/api';
import { ContractError } from '@headrace/service';
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { userProblem } from '../problem/problem.ts';
import { type BindOptions, bind, type Handlers } from './bind.ts';

const columns = { summary: 'Does it', errors: [], permission: 'flow:read', limit: [], audited: false } as const;
const table = {
  things: {
    get: route({
      ...columns,
      method: 'GET',
      path: '/things/{id}/{part}',
      params: { id: Name, part: Name },
      query: { deep: Flag.default(false) },
      answer: json(z.object({ said: z.unknown() })),
    }),
    put: route({
      ...columns,
      method: 'PUT',
      path: '/things/{id}',
      params: { id: Name },
      body: z.object({ size: z.int().max(9).default(3) }),
      answer: json(z.object({ said: z.unknown() }), 202),
      limit: ['checksOfPerson', 'checks'],
    }),
    remove: route({ ...columns, method: 'DELETE', path: '/things/{id}', params: { id: Name }, answer: empty }),
    trace: route({ ...columns, method: 'GET', path: '/trace', answer: empty, permission: 'run:trace' }),
    follow: route({
      ...columns,
      method: 'GET',
      path: '/follow',
      answer: stream({ tick: z.int() }),
      limit: ['streamsOfPerson', 'streams', 'streamBytes'],
    }),
  },
};

type Things = Handlers<typeof table>['things'];

function app(own: Partial<Things> = {}, options: BindOptions = {}): Hono {
  const things: Things = {
    get: (input) => ({ said: input }),
    put: (input) => ({ said: input }),
    remove: async () => {},
    trace: async () => {},
    follow: () => ({ listen: () => () => {} }),
    ...own,
  };
  const bound = new Hono().route('/', bind(table, { things }, options));
  return bound.onError((error, c) => {
    if (error instanceof ContractError) return userProblem(c, error);
    throw error;
  });
}

const put = (to: Hono, body: string) => to.request('/things/a', { method: 'PUT', body });

describe('a handler', () => {
  test('gets params, query and body as their schemas read them, and nothing else', async () => {
    const said = await (await app().request('/things/a%2Fb/c?deep=true&other=1')).json();
    expect(said).toEqual({ said: { params: { id: 'a/b', part: 'c' }, query: { deep: true } } });
    const answer = await put(app(), '{"size": 4, "other": 1}');
    expect(answer.status).toBe(202);
    expect(await answer.json()).toEqual({ said: { params: { id: 'a' }, body: { size: 4 } } });
    expect(await (await put(app(), '{}')).json()).toMatchObject({ said: { body: { size: 3 } } });
  });

  test('knows who calls and when the caller is gone', async () => {
    const leave = new AbortController();
    let seen: unknown;
    const own = app(
      {
        trace: async (_, { actor, now, signal }) => {
          leave.abort();
          seen = { actor, now, gone: signal.aborted };
        },
      },
      { personOf: () => 'eve', roleOf: () => 'administrator', now: () => 7 },
    );
    await own.request('/trace', { signal: leave.signal });
    expect(seen).toEqual({ actor: { id: 'eve', role: 'administrator' }, now: 7, gone: true });
  });

  test('refuses with the status of the code and the members that it adds', async () => {
    const own = app({
      remove: () =>
        Promise.reject(
          new ContractError('flow/stale-version', 'Too late.', { members: { current: { password: 'a' } } }),
        ),
    });
    const answer = await own.request('/things/a', { method: 'DELETE' });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([409, 'application/problem+json']);
    expect(await answer.json()).toEqual({
      code: 'flow/stale-version',
      status: 409,
      title: 'Too late.',
      current: { password: 'a' },
    });
  });

  test('may ask to be called again later', async () => {
    const own = app({
      remove: () => Promise.reject(new ContractError('run/flink-away', 'Flink is away.', { retryAfter: 3 })),
    });
    const answer = await own.request('/things/a', { method: 'DELETE' });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '3']);
  });
});

test.each([
  ['a name that is too long', '/things/a/'.concat('x'.repeat(251)), 'part must have at most 250 characters.'],
  ['a query that is not as declared', '/things/a/b?deep=maybe', 'deep must be true or false.'],
])('rejects %s in a sentence', async (_, address, message) => {
  const answer = await app().request(address);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    code: 'request/invalid',
    title: `The request is not right. ${message}`,
  });
});

test.each([
  ['', 'request/not-json', 'The request is not JSON.'],
  ['{"size": }', 'request/not-json', 'The request is not JSON.'],
  ['[]', 'request/invalid', 'The request is not right. The body must be a mapping (key: value); this is a list.'],
  ['{"size": 10}', 'request/invalid', 'The request is not right. size must be at most 9.'],
])('rejects the body %j in a sentence', async (body, code, title) => {
  const answer = await put(app(), body);
  expect([answer.status, await answer.json()]).toEqual([400, { code, status: 400, title }]);
});

test('a body that breaks off is no fault of JSON', async () => {
  const broken = new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) });
  const request = new Request('http://localhost/things/a', {
    method: 'PUT',
    body: broken,
    duplex: 'half',
  } as RequestInit);
  await expect(app().request(request)).rejects.toThrow('gone');
});

test('a role without the permission is refused before the request is read', async () => {
  let called = false;
  const own = app(
    {
      trace: async () => {
        called = true;
      },
    },
    { roleOf: () => 'person' },
  );
  const answer = await own.request('/trace');
  expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'run/trace-not-allowed' }]);
  expect(called).toBe(false);
});

describe('limits', () => {
  const sizes = { checksOfPerson: 1, checks: 2, streamsOfPerson: 1 };
  const personOf: BindOptions['personOf'] = (c) => c.req.header('x-person') ?? 'a';
  const asked = (to: Hono, person: string) =>
    to.request('/things/a', { method: 'PUT', body: '{}', headers: { 'x-person': person } });

  test('count what is at work, one person’s and everybody’s, and make room when it ends', async () => {
    const ends: (() => void)[] = [];
    const held = () => new Promise<{ said: string }>((resolve) => ends.push(() => resolve({ said: 'done' })));
    const own = app({ put: held }, { sizes, personOf });
    const first = asked(own, 'a');
    await expect.poll(() => ends.length).toBe(1);
    expect(await (await asked(own, 'a')).json()).toMatchObject({ code: 'limit/checks-of-person', status: 429 });
    const second = asked(own, 'b');
    await expect.poll(() => ends.length).toBe(2);
    expect(await (await asked(own, 'c')).json()).toMatchObject({ code: 'limit/checks', status: 503 });
    for (const end of ends) end();
    expect([(await first).status, (await second).status]).toEqual([202, 202]);
    void asked(own, 'a');
    await expect.poll(() => ends.length).toBe(3);
  });

  test('make room when a handler fails, and take none of what is refused', async () => {
    const own = app({ put: () => Promise.reject(new ContractError('flow/not-found', 'No.')) }, { sizes, personOf });
    for (let i = 0; i < 5; i++) expect((await asked(own, 'a')).status).toBe(404);
    for (let i = 0; i < 5; i++) expect((await put(own, '[')).status).toBe(400);
  });

  test('hold an event stream until its reader is gone', async () => {
    let push: (message: { event: 'tick'; data: number }) => void = () => {};
    let ended = 0;
    const own = app(
      {
        follow: () => ({
          listen: (to) => {
            push = to;
            return () => void ended++;
          },
        }),
      },
      { sizes, personOf },
    );
    const open = await own.request('/follow');
    push({ event: 'tick', data: 7 });
    const reader = open.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('event: tick\ndata: 7\n\n');
    expect((await own.request('/follow')).status).toBe(429);
    await reader?.cancel();
    await expect.poll(() => ended).toBeGreaterThan(0);
    await expect.poll(async () => (await own.request('/follow')).status).toBe(200);
  });
});
