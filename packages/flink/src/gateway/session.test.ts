import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FlinkRefused, FlinkUnreachable } from '../rest/errors.ts';
import { type Answer, type Asked, refusing, scriptedFlink } from '../testing/scripted-flink.ts';
import { SqlGateway } from './gateway.ts';
import { isLost, Session, SessionLost, type SessionOptions } from './session.ts';

const lost = refusing(
  500,
  'Internal server error.',
  "org.apache.flink.table.gateway.api.utils.SqlGatewayException: Session 's' does not exist.\n\tat a.B.c(B.java:1)\n",
);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A gateway whose sessions are s1, s2, …; `other` answers all that does not open one, until it gives nothing. */
async function sessionOf(
  other: (asked: Asked, count: number) => Answer | undefined = () => undefined,
  options: Partial<SessionOptions> = {},
) {
  let opened = 0;
  let others = 0;
  const flink = await scriptedFlink((asked) => {
    if (asked.method === 'POST' && asked.path === '/v4/sessions') return { json: { sessionHandle: `s${++opened}` } };
    return other(asked, ++others) ?? { json: { operationHandle: 'o' } };
  });
  const reopened: number[] = [];
  const session = new Session(new SqlGateway({ url: flink.url }), {
    properties: { 'table.local-time-zone': 'UTC' },
    heartbeat: 1000,
    onReopen: () => reopened.push(opened),
    ...options,
  });
  return { session, ...flink, reopened };
}

test('opens the session with its properties when it is first used, once for statements at the same time', async () => {
  const { session, asked, lines } = await sessionOf();
  expect(lines()).toEqual([]);
  await Promise.all([session.configure('SET a'), session.configure('SET b'), session.submit('SELECT 1')]);
  expect(lines().filter((line) => line === 'POST /v4/sessions')).toHaveLength(1);
  expect(asked[0]?.body).toEqual({ properties: { 'table.local-time-zone': 'UTC' } });
  expect(lines().slice(1).sort()).toEqual([
    'POST /v4/sessions/s1/configure-session',
    'POST /v4/sessions/s1/configure-session',
    'POST /v4/sessions/s1/statements',
  ]);
});

test('opens the session at once when it is asked to', async () => {
  const { session, lines } = await sessionOf();
  await session.open();
  await session.open();
  expect(lines()).toEqual(['POST /v4/sessions']);
});

test('tries to open again at the next statement after it could not', async () => {
  let isAway = true;
  const flink = await scriptedFlink(() =>
    isAway ? refusing(503, 'election') : { json: { sessionHandle: 's', operationHandle: 'o' } },
  );
  const session = new Session(new SqlGateway({ url: flink.url }), { properties: {} });
  await expect(session.configure('SET a')).rejects.toBeInstanceOf(FlinkUnreachable);
  isAway = false;
  await session.configure('SET a');
  expect(flink.lines()).toEqual(['POST /v4/sessions', 'POST /v4/sessions', 'POST /v4/sessions/s/configure-session']);
});

describe('a session that the gateway has lost', () => {
  test('fails the statement with SessionLost, says that it is gone, and is opened anew by the next statement', async () => {
    const { session, reopened, lines } = await sessionOf((_, count) => (count === 1 ? lost : undefined));
    await expect(session.configure('CREATE VIEW v AS SELECT 1')).rejects.toBeInstanceOf(SessionLost);
    expect(reopened).toEqual([1]);
    await session.configure('CREATE VIEW v AS SELECT 1');
    expect(lines().at(-1)).toBe('POST /v4/sessions/s2/configure-session');
  });

  test('is not opened twice for two statements that learn of it at the same time', async () => {
    const { session, lines } = await sessionOf((asked) => (asked.path.includes('/s1/') ? lost : undefined));
    const both = await Promise.allSettled([session.submit('SELECT 1'), session.submit('SELECT 2')]);
    expect(both.map((one) => one.status)).toEqual(['rejected', 'rejected']);
    await Promise.all([session.submit('SELECT 1'), session.submit('SELECT 2')]);
    expect(lines().filter((line) => line === 'POST /v4/sessions')).toHaveLength(2);
  });

  test('is noticed by a heartbeat, before a statement needs it', async () => {
    const { session, reopened, lines } = await sessionOf((asked) =>
      asked.path.endsWith('/s1/heartbeat') ? lost : undefined,
    );
    await session.open();
    await vi.advanceTimersByTimeAsync(1000);
    await vi.waitFor(() => expect(reopened).toEqual([1]));
    await session.configure('SET a');
    expect(lines().at(-1)).toBe('POST /v4/sessions/s2/configure-session');
  });
});

test('stays open when a statement is refused for another reason', async () => {
  const { session, reopened, lines } = await sessionOf((_, count) =>
    count === 1 ? refusing(500, 'Internal server error.', 'a.B: no such table\n\tat a.B.c(B.java:1)\n') : undefined,
  );
  await expect(session.configure('DROP TABLE t')).rejects.toMatchObject({ reason: 'no such table' });
  await session.configure('SET a');
  expect(reopened).toEqual([]);
  expect(lines().filter((line) => line === 'POST /v4/sessions')).toHaveLength(1);
});

describe('heartbeats', () => {
  test('go out in their interval, and go on while the gateway is away', async () => {
    const { session, lines, reopened } = await sessionOf((asked, count) =>
      asked.path.endsWith('/heartbeat') && count === 1 ? refusing(503, 'away') : undefined,
    );
    const beats = () => lines().filter((line) => line.endsWith('/s1/heartbeat')).length;
    await session.open();
    for (let i = 1; i <= 3; i++) {
      await vi.advanceTimersByTimeAsync(1000);
      await vi.waitFor(() => expect(beats()).toBe(i));
    }
    expect(reopened).toEqual([]);
  });

  test('end with the session', async () => {
    const { session, lines } = await sessionOf();
    await session.open();
    await session.close();
    await vi.advanceTimersByTimeAsync(5000);
    expect(lines()).toEqual(['POST /v4/sessions', 'DELETE /v4/sessions/s1']);
  });
});

describe('close', () => {
  test('asks nothing of the gateway where no session was opened', async () => {
    const { session, lines } = await sessionOf();
    await session.close();
    expect(lines()).toEqual([]);
  });

  test.each<[string, Answer]>([
    ['has lost the session', lost],
    ['is away', refusing(503, 'away')],
  ])('does not fail where the gateway %s', async (_, answer) => {
    const { session } = await sessionOf((asked) => (asked.method === 'DELETE' ? answer : undefined));
    await session.open();
    await session.close();
  });
});

test.each<[unknown, boolean]>([
  [new FlinkRefused('sql-gateway', 500, "Session '1' does not exist.", ''), true],
  [new FlinkRefused('sql-gateway', 500, "Table 'Session' does not exist.", ''), false],
  [new FlinkUnreachable('sql-gateway', "Session '1' does not exist."), false],
  [new Error("Session '1' does not exist."), false],
  [undefined, false],
])('tells a lost session by the words of the gateway: %s', (error, is) => {
  expect(isLost(error)).toBe(is);
});
