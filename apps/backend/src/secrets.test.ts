import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Run, StoredFlow } from '@headrace/api';
import { newFlowText } from '@headrace/flow';
import { createLogger, type Role, readEnvironment, type Served, serve } from '@headrace/http';
import { knowSecret } from '@headrace/service';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backendApp } from './app.ts';
import { FlowStore } from './features/flows/flow-store.ts';
import { toStored } from './features/flows/flows.ts';
import { RunStore } from './features/runs/run-store.ts';
import { storedRun } from './features/runs/testing.ts';
import { FlowReader } from './reading/flow-reader.ts';
import { type Services, startServices } from './services.ts';
import { openStore } from './store/open.ts';
import { sqlite } from './store/sqlite.ts';
import { callAt } from './testing/call.ts';

const canary = (place: string) => `c4nary-${place}-w0rd`;
const known = canary('known');

/** As Flink words it: options of tables, JAAS text, addresses with passwords, headers; in several exceptions. */
const trace = `org.apache.flink.table.api.ValidationException: Unable to create a source for reading table 'x'. Using ${known}

Table options are:

'connector'='kafka'
'properties.sasl.jaas.config'='org.apache.kafka.common.security.plain.PlainLoginModule required username="u" password="${canary('jaas')}";'
'properties.ssl.keystore.password'='${canary('keystore')}'
'properties.basic.auth.credentials'='a:${canary('basic')}'
\tat org.apache.flink.table.factories.FactoryUtil.createDynamicTableSource(FactoryUtil.java:228)
Caused by: java.sql.SQLException: no connection to jdbc:postgresql://app:${canary('jdbc')}@db/x with password: ${canary('colon')}
\tat a.B.c(B.java:1)
Caused by: a.b.HttpException: 401 for Authorization: Bearer ${canary('bearer')}
\tat a.B.c(B.java:2)
Caused by: a.b.Refused: {"url": "https://u:${canary('url')}@h/", "client_secret": "${canary('json')}", "apiKey":"${canary('key')}"}
\tat a.B.c(B.java:3)
`;

const jobId = '0123456789abcdef0123456789abcdef';

/** Both REST servers of Flink, which refuse and fail with that trace. */
const flink: Server = createServer((request, response) => {
  const url = request.url ?? '';
  const json = (status: number, data: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(data));
  const job = { jid: jobId, name: 'headrace-run-left', state: 'FAILED', 'start-time': 1, 'end-time': 2 };
  if (url === '/v4/info') return json(200, { productName: 'Apache Flink', version: '2.3.0' });
  if (url === '/v4/sessions') return json(200, { sessionHandle: 's' });
  if (url.startsWith('/v4/')) return json(500, { errors: ['Internal server error.', trace] });
  if (url === '/jobs/overview') return json(200, { jobs: [job] });
  if (url === `/jobs/${jobId}`) return json(200, { ...job, vertices: [] });
  if (url.includes('checkpoints'))
    return json(200, {
      counts: { completed: 0, failed: 0, in_progress: 0, restored: 0 },
      latest: { completed: null, savepoint: null },
    });
  if (url.includes('exceptions'))
    return json(200, {
      exceptionHistory: { entries: [{ exceptionName: 'x', stacktrace: trace, timestamp: 1 }], truncated: false },
    });
  return json(500, { errors: [trace] });
});

let folder: string;
let services: Services;
let served: Served;
let role: Role = 'administrator';
const logged: string[] = [];
const answered: string[] = [];

const flow = newFlowText('secret').replace(
  'nodes: {}',
  'nodes:\n    orders: {type: kafka-source, config: {connection: local, topic: T, columns: [{name: id, type: STRING}]}}',
);

beforeAll(async () => {
  knowSecret(known);
  await once(flink.listen(0, '127.0.0.1'), 'listening');
  const address = `http://127.0.0.1:${(flink.address() as { port: number }).port}`;
  folder = mkdtempSync(join(tmpdir(), 'headrace-secrets-'));
  const file = join(folder, 'connections.yaml');
  writeFileSync(
    file,
    `- {name: local, kind: kafka, bootstrapServers: "127.0.0.1:9", password: ${canary('file')}, sasl: {jaas: ${canary('file2')}}}\n`,
  );
  const probe = await serve({ app: { fetch: () => new Response() }, port: 0 });
  await probe.close();
  const env = readEnvironment('backend', {
    HEADRACE_PORT: String(probe.port),
    HEADRACE_DATA: folder,
    HEADRACE_CONNECTIONS: file,
    HEADRACE_SQL_GATEWAY: address,
    HEADRACE_JOBMANAGER: address,
    HEADRACE_KAFKA_ADMIN: address,
  });
  await leaveARun();
  const log = createLogger('backend', { write: (line: string) => void logged.push(line) });
  services = await startServices(env, log);
  const app = backendApp(services, env, log, { roleOf: () => role });
  app.get('/api/bug', () => {
    throw new Error(`sasl.jaas.config=${canary('bug')}`, { cause: new Error(trace) });
  });
  served = await serve({ app, port: probe.port });
});

afterAll(async () => {
  await served.close(0);
  await services.close();
  flink.close().closeAllConnections();
  rmSync(folder, { recursive: true });
});

let left: StoredFlow;

/** A flow with a run whose job failed while no backend was there. */
async function leaveARun(): Promise<void> {
  const store = await openStore(sqlite(join(folder, 'backend')));
  left = toStored(await new FlowStore({ store, names: new FlowReader() }).create(callAt(), flow, true));
  const run = storedRun({ id: 'left', flowId: left.id, jobId });
  await new RunStore(store).insert(callAt(), run, { at: 1, message: 'Submitted.' });
  await store.close();
}

async function ask(method: string, path: string, body?: unknown): Promise<{ status: number; text: string }> {
  const answer = await fetch(`http://127.0.0.1:${served.port}/api${path}`, {
    method,
    headers: {
      authorization: `Basic ${canary('header')}`,
      cookie: `session=${canary('cookie')}`,
      'x-api-key': canary('apikey'),
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  answered.push(text);
  return { status: answer.status, text };
}

async function failedRun(): Promise<Run> {
  for (;;) {
    const runs = JSON.parse((await ask('GET', `/flows/${left.id}/runs`)).text) as Run[];
    const run = runs.find((r) => r.state === 'failed' && r.failure !== null);
    if (run) return run;
    await sleep(50);
  }
}

test('secrets that are put in everywhere come out nowhere', async () => {
  const events = await fetch(`http://127.0.0.1:${served.port}/api/events?token=${canary('query')}`);
  const run = await failedRun();
  expect(run.failure).toMatchObject({ hasTrace: true, message: expect.stringContaining('[redacted]') });
  expect(run.failure).not.toHaveProperty('trace');
  expect((await ask('GET', `/runs/${run.id}/trace`)).text).toContain('[redacted]');

  expect((await ask('POST', '/check', { text: flow, password: canary('body') })).text).toContain('diagnostics');
  expect((await ask('POST', '/check?plan=true', { text: flow })).status).toBe(200);
  expect((await ask('POST', '/previews', { text: flow, from: { kind: 'now' } })).status).toBeGreaterThanOrEqual(400);
  await ask('POST', `/flows/${left.id}/runs`, { from: { kind: 'now' }, version: 1 });
  await ask('GET', '/health');
  await ask('GET', '/connections');
  await ask('GET', '/flows');
  expect((await ask('GET', `/bug?access_token=${canary('query2')}`)).status).toBe(500);
  await ask('GET', `/nothing/password=${canary('path')}`);
  await ask('GET', `/nothing/${known}`);
  answered.push(new TextDecoder().decode((await events.body?.getReader().read())?.value));

  const stored = readdirSync(join(folder, 'backend')).map((name) =>
    readFileSync(join(folder, 'backend', name), 'latin1'),
  );
  expect(stored.join()).toContain('[redacted]');
  expect(answered.join()).toContain('[redacted]');
  expect(logged.join()).toContain('request failed');
  for (const [door, texts] of Object.entries({ logged, answered, stored }))
    expect(texts.join('\n').match(/c4nary-[\w-]*/g) ?? [], door).toEqual([]);
});

test('the trace of a failure is for administrators', async () => {
  const run = await failedRun();
  role = 'person';
  const refused = await ask('GET', `/runs/${run.id}/trace`);
  role = 'administrator';
  expect(refused.status).toBe(403);
  expect(JSON.parse(refused.text)).toMatchObject({
    code: 'run/trace-not-allowed',
    title: expect.stringMatching(/\.$/),
  });
  expect((await ask('GET', `/runs/${run.id}/trace`)).status).toBe(200);
  expect((await ask('GET', '/runs/none/trace')).status).toBe(404);
});
