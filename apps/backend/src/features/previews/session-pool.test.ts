import { FlinkUnreachable, type Properties, SessionLost, type SqlGateway } from '@headrace/flink';
import type { PreviewQuery } from '@headrace/flow';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Prepared, SessionPool, submitQuery } from './session-pool.ts';

/** A gateway that counts its sessions, and may be away. */
class FakeGateway {
  readonly opened: Properties[] = [];
  readonly closed: string[] = [];
  isAway = false;

  async open(properties: Properties): Promise<string> {
    if (this.isAway) throw new FlinkUnreachable('sql-gateway', 'nothing listens at its address');
    this.opened.push(properties);
    return `s${this.opened.length}`;
  }

  async close(session: string): Promise<void> {
    this.closed.push(session);
  }
}

let gateway: FakeGateway;
let pool: SessionPool;
let made: number;
beforeEach(() => {
  gateway = new FakeGateway();
  made = 0;
  pool = new SessionPool(gateway as unknown as SqlGateway, { newName: () => `job-${++made}` } as never);
});

describe('the pool of sessions', () => {
  test('opens one in advance, named as its job will be, and gives just that one', async () => {
    await pool.warm();
    await pool.warm();
    expect(gateway.opened).toHaveLength(1);
    const { jobName, session } = pool.take();
    expect(gateway.opened[0]?.['pipeline.name']).toBe(jobName);
    await session.open();
    expect(gateway.opened).toHaveLength(1);
  });

  test('never gives one session to two previews, also when none is ready', () => {
    const [one, two] = [pool.take(), pool.take()];
    expect(one.session).not.toBe(two.session);
    expect(one.jobName).not.toBe(two.jobName);
  });

  test('two that warm it at once open one session', async () => {
    await Promise.all([pool.warm(), pool.warm()]);
    expect(gateway.opened).toHaveLength(1);
  });

  test('a gateway that is away is asked again by whoever takes the session', async () => {
    gateway.isAway = true;
    await pool.warm();
    gateway.isAway = false;
    await pool.take().session.open();
    expect(gateway.opened).toHaveLength(1);
  });

  test('closes what stands ready, and nothing that was taken', async () => {
    await pool.warm();
    const taken = pool.take();
    await pool.warm();
    await pool.close();
    expect(gateway.closed).toEqual(['s2']);
    await taken.session.close();
    expect(gateway.closed).toEqual(['s2', 's1']);
  });
});

describe('a query', () => {
  const query = {
    tables: ['CREATE TABLE a', 'CREATE TABLE b'].map((text) => ({ text, spans: [] })),
    query: { text: 'SELECT', spans: [] },
    ports: [],
    rowBytes: 1,
  } satisfies PreviewQuery;

  /** A session in which the statements with these numbers find it lost. */
  function session(...lostAt: number[]): { session: Prepared['session']; statements: string[] } {
    const statements: string[] = [];
    const run = async (statement: string) => {
      statements.push(statement);
      if (lostAt.includes(statements.length)) throw new SessionLost();
      return 'operation';
    };
    return { session: { configure: run, submit: run } as never, statements };
  }
  const never = new AbortController().signal;

  test.each([1, 2, 3])('begins anew where statement %i finds the session lost', async (at) => {
    const { session: lost, statements } = session(at);
    expect(await submitQuery(lost, query, never)).toBe('operation');
    expect(statements.slice(at)).toEqual(['CREATE TABLE a', 'CREATE TABLE b', 'SELECT']);
  });

  test('that finds it lost twice is given up', async () => {
    const { session: lost, statements } = session(1, 2);
    await expect(submitQuery(lost, query, never)).rejects.toBeInstanceOf(SessionLost);
    expect(statements).toHaveLength(2);
  });
});
