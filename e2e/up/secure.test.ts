import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allRoutes, type Route } from '@headrace/api';
import { enginePorts } from '@headrace/engine';
import { JobManager, SqlGateway } from '@headrace/flink';
import { type Credentials, type Kafka, openKafka, readCredentials } from '@headrace/kafka';
import { clientFetch } from '@headrace/tls';
import { portOf } from '@headrace/topology';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from '../flink/backend/client.ts';
import { regionFlow } from '../flink/backend/flow-text.ts';
import { waitFor } from '../flink/backend/wait.ts';
import { offset, partsIn, type Up, up } from './command.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'headrace-secure-'));
const address = `http://localhost:${portOf('gateway') + offset}`;
const ports = enginePorts(offset);
const servers = `127.0.0.1:${ports.kafka}`;
const credentialsFile = join(dataDir, 'kafka-credentials.json');
const ours = () => readCredentials(credentialsFile)(servers) as Credentials;
let now: Up;

beforeAll(async () => {
  now = up(dataDir, '--secure-kafka');
  await now.until('Headrace runs');
}, 400_000);

afterAll(async () => {
  now.signal('SIGTERM');
  await now.ended;
  rmSync(dataDir, { recursive: true });
});

async function as<T>(
  credentials: Credentials | undefined,
  use: (kafka: Kafka) => Promise<T>,
  port = ports.kafka,
): Promise<T> {
  const kafka = openKafka(`127.0.0.1:${port}`, credentials);
  try {
    return await use(kafka);
  } finally {
    await kafka.close();
  }
}

test('a client without the password, with a wrong one and with another name is refused', async () => {
  expect((await as(ours(), (kafka) => kafka.topics())).map(({ name }) => name)).toContain('ORDERS');
  const { username, password } = ours();
  for (const wrong of [
    undefined,
    { username, password: `${password}x` },
    { username, password: '' },
    { username: 'admin', password },
  ])
    for (const port of [ports.kafka, ports.controller])
      await expect(
        as(wrong, (kafka) => kafka.topics(), port),
        JSON.stringify({ port }),
      ).rejects.toThrow();
}, 300_000);

test('a preview and a run sign in, and so do the topics page and the samples', async () => {
  const client = new Client(address);
  const [example] = await client.api.examples.list();
  const viewer = await client.preview(example?.text ?? '', { kind: 'earliest' });
  await waitFor('rows', async () => Object.values(viewer.counts).some((count) => count > 0));
  const topics = await client.api.topics.list({ params: { connection: 'local' } });
  expect(topics.map(({ name }) => name)).toContain('ORDERS');
  const flow = await client.create(regionFlow('secure', 'ORDERS', 'SECURE.OUT'));
  const run = await client.start(flow, { kind: 'earliest' });
  await waitFor('written rows', async () => (await as(ours(), (kafka) => kafka.readAll('SECURE.OUT'))).length > 0);
  await revealedNowhere();
  await client.stop(run, true);
  viewer.leave();
}, 300_000);

/** While jobs are at work: looks wherever somebody could read what they were started with. */
async function revealedNowhere(): Promise<void> {
  const { password } = ours();
  const told = await answers();
  expect(told.length).toBeGreaterThan(20);
  for (const { url, text } of told) expect(text.includes(password), url).toBe(false);
  for (const [name, { pid }] of Object.entries({ ...partsIn(dataDir), up: { pid: now.pid } }))
    for (const file of ['cmdline', 'environ'])
      expect(readFileSync(`/proc/${pid}/${file}`, 'utf8').includes(password), `${file} of ${name}`).toBe(false);
  const holders = filesIn(dataDir).filter((file) => readFileSync(file).includes(password));
  expect(holders.sort()).toEqual(
    [credentialsFile, join(dataDir, 'flink/conf/kafka.jaas'), join(dataDir, 'kafka/broker.jaas')].sort(),
  );
  for (const file of holders) expect(lstatSync(file).mode & 0o777, file).toBe(0o600);
}

/** What Flink and the apps answer about the installation and its jobs. */
async function answers(): Promise<{ url: string; text: string }[]> {
  const keys = join(dataDir, 'run', 'keys', 'flink', 'client');
  const flink = `https://127.0.0.1:${ports.jobManager}`;
  const jobs = await new JobManager({ url: flink, keys }).jobs();
  expect(jobs.length).toBeGreaterThan(1);
  const ofJob = ['', '/config', '/plan', '/exceptions', '/checkpoints', '/checkpoints/config', '/jobmanager/config'];
  const fetchFlink = clientFetch(keys);
  const gateway = `https://127.0.0.1:${ports.sqlGateway}`;
  const session = await new SqlGateway({ url: gateway, keys }).open({});
  const asked = [
    ...['/config', '/jobmanager/config', '/jobmanager/environment', '/jobmanager/logs', '/taskmanagers'].map(
      (path) => flink + path,
    ),
    ...jobs.flatMap(({ jid }) => ofJob.map((path) => `${flink}/jobs/${jid}${path}`)),
    `${gateway}/v4/sessions/${session}`,
  ];
  const fromFlink = asked.map(async (url) => ({ url, text: await (await fetchFlink(url)).text() }));
  // Streams last; names in a path are of nothing.
  const fromApps = Object.values(allRoutes)
    .flatMap((routes) => Object.values<Route>(routes))
    .filter(({ method, answer }) => method === 'GET' && answer.kind === 'json')
    .map(async ({ path }) => ({ url: path, text: await (await fetch(address + path)).text() }));
  return Promise.all([...fromFlink, ...fromApps]);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const state = lstatSync(path);
    return state.isDirectory() ? filesIn(path) : state.isFile() ? [path] : [];
  });
}
