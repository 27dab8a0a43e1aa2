import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { FlinkUnreachable, SqlGateway } from '@headrace/flink';
import { type CheckQuery, checkQuery, type FlowDocument, parseFlow } from '@headrace/flow';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compile } from '../reading/compile.ts';
import { PlannerSession } from './planner-session.ts';

/** A SQL gateway that notes statements by session, and of which a test says what it refuses and forgets. */
class NotingGateway {
  readonly statements: string[] = [];
  sessions = 0;
  refuses: RegExp | undefined;
  /** Sessions that it no longer knows. */
  readonly lost = new Set<string>();
  private readonly server: Server = createServer(async (request, response) => {
    const [status, answer] = this.answer(request.url ?? '', (await request.toArray()).join(''));
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });

  async start(): Promise<string> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    const address = this.server.address();
    return typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private answer(url: string, body: string): [number, unknown] {
    if (url.endsWith('/sessions')) return [200, { sessionHandle: `s${++this.sessions}` }];
    const session = /\/sessions\/([^/]+)/.exec(url)?.[1] ?? '';
    if (this.lost.has(session)) return [500, { errors: [`Session '${session}' does not exist.`] }];
    const statement: unknown = body === '' ? undefined : JSON.parse(body).statement;
    if (typeof statement === 'string') {
      this.statements.push(`${session} ${statement.split(/[(\n]/)[0]?.trim()}`);
      if (this.refuses?.test(statement)) return [500, { errors: ['Validation failed.', 'Caused by: no such thing'] }];
      return [200, { operationHandle: 'o' }];
    }
    if (url.includes('/result/'))
      return [
        200,
        {
          resultType: 'EOS',
          results: { columns: [], data: [{ kind: 'INSERT', fields: ['c0', 'STRING NOT NULL *ROWTIME*'] }] },
        },
      ];
    return [200, {}];
  }
}

let gateway: NotingGateway;
let session: PlannerSession;

beforeEach(async () => {
  gateway = new NotingGateway();
  session = new PlannerSession(new SqlGateway({ url: await gateway.start() }));
});
afterEach(async () => {
  await session.close();
  gateway.close();
});

function query(topic: string, name = 'orders'): CheckQuery {
  const { document } = parseFlow(`apiVersion: headrace.dev/v1alpha1
kind: Flow
metadata: {name: f}
spec:
  nodes:
    ${name}: {type: kafka-source, config: {connection: local, topic: ${topic}, columns: [{name: id, type: STRING}]}}
`);
  const connections = [{ name: 'local', kind: 'kafka', bootstrapServers: '127.0.0.1:9' }];
  const found = checkQuery(compile(document as FlowDocument, { connections }));
  if (!found) throw new Error('the flow has nothing to check');
  return found;
}

/** The statements since the last look, without their sessions. */
const said = () => gateway.statements.splice(0).map((line) => line.replace(/^s\d+ /, ''));

test('the types come as the planner has them, without the mark of a time attribute', async () => {
  expect(await session.validate(query('A'))).toEqual({ kind: 'types', types: ['STRING NOT NULL'] });
});

test('a table that is there is kept, and a view of before is dropped first', async () => {
  await session.validate(query('A'));
  expect(said().map((s) => s.split(' ').slice(0, 3).join(' '))).toEqual([
    'CREATE TEMPORARY TABLE',
    'CREATE TEMPORARY VIEW',
    'DESCRIBE `headrace.check`',
  ]);
  await session.validate(query('A'));
  expect(said().map((s) => s.split(' ').slice(0, 3).join(' '))).toEqual([
    'DROP TEMPORARY VIEW',
    'CREATE TEMPORARY VIEW',
    'DESCRIBE `headrace.check`',
  ]);
});

test.each(['orders', 'a `quoted` name'])(
  'a table of the same name that reads something else takes its place: %s',
  async (name) => {
    const [before, after] = [query('A', `"${name}"`), query('B', `"${name}"`)];
    await session.validate(before);
    said();
    await session.validate(after);
    expect(said()).toContain(after.tables[0]?.drop.text);
  },
);

test('a refused table is not taken for one that is there', async () => {
  gateway.refuses = /^CREATE TEMPORARY TABLE/;
  expect(await session.validate(query('A'))).toMatchObject({
    kind: 'refused',
    statement: query('A').tables[0]?.create,
  });
  gateway.refuses = undefined;
  said();
  expect(await session.validate(query('A'))).toMatchObject({ kind: 'types' });
  expect(said()[0]).toMatch(/^CREATE TEMPORARY TABLE/);
});

test('a refused view says so, and is not dropped later', async () => {
  gateway.refuses = /^CREATE TEMPORARY VIEW/;
  expect(await session.validate(query('A'))).toMatchObject({ kind: 'refused', statement: query('A').view });
  said();
  await session.tidy();
  expect(said()).toEqual([]);
});

test('a session that the gateway has lost is opened again, with its tables', async () => {
  await session.validate(query('A'));
  said();
  gateway.lost.add('s1');
  expect(await session.validate(query('A'))).toMatchObject({ kind: 'types' });
  expect(gateway.statements.some((s) => s.startsWith('s2 CREATE TEMPORARY TABLE'))).toBe(true);
});

test('a session with very many tables is left for a new one', async () => {
  for (let i = 0; i <= 300; i++) await session.validate(query('A', `n${i}`));
  expect(gateway.sessions).toBe(1);
  await session.validate(query('A', 'last'));
  expect(gateway.sessions).toBe(2);
});

test('a check that nobody waits for any more stops before the next statement', async () => {
  const gone = new AbortController();
  gone.abort(new Error('gone'));
  await expect(session.validate(query('A'), gone.signal)).rejects.toThrow('gone');
  expect(said()).toEqual([]);
});

test('a gateway that is away is reported, and dropping a view then is no fault', async () => {
  await session.validate(query('A'));
  gateway.close();
  await session.tidy();
  await expect(session.validate(query('B'))).rejects.toBeInstanceOf(FlinkUnreachable);
});
