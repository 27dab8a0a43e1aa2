import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { enginePorts } from '@headrace/engine';
import { type Kafka, openKafka } from '@headrace/kafka';
import { portOf } from '@headrace/topology';
import { afterAll, expect, test } from 'vitest';
import { apiAt } from '../support/api.ts';
import { offset, partsIn, stillRunning, type Up, up } from './command.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'headrace-up-'));
const address = `http://localhost:${portOf('gateway') + offset}`;
const ready = `Headrace runs: ${address}`;
const everything = ['backend', 'flink', 'gateway', 'kafka', 'kafka-admin', 'ui'];
const { kafka: kafkaPort, jobManager } = enginePorts(offset);
let now: Up;

afterAll(async () => {
  now.signal('SIGTERM');
  await now.ended;
  rmSync(dataDir, { recursive: true });
});

async function withKafka<T>(use: (kafka: Kafka) => Promise<T>): Promise<T> {
  const kafka = openKafka(`127.0.0.1:${kafkaPort}`);
  try {
    return await use(kafka);
  } finally {
    await kafka.close();
  }
}

const kept = () => withKafka(async (kafka) => (await kafka.readAll('KEPT')).map(({ value }) => value?.toString()));

test('a port in use: one sentence that names it, exit code 1, nothing left running', async () => {
  const other = createServer().listen(jobManager, '127.0.0.1');
  now = up(dataDir);
  expect(await now.ended).toBe(1);
  expect(now.said()).toContain(
    `Port ${jobManager}, which Flink needs, is in use by another program: stop that program, or move all ports with --port-offset 1000.`,
  );
  expect(now.said()).not.toContain('    at ');
  expect(partsIn(dataDir)).toEqual({});
  await new Promise((resolve) => other.close(resolve));
});

test('the first start prints one address, under which all parts answer and sample events flow', async () => {
  // Left by a start that was killed: it must not be taken for this one's.
  mkdirSync(join(dataDir, 'run'), { recursive: true });
  writeFileSync(join(dataDir, 'run', 'samples.ready'), '');
  now = up(dataDir);
  await now.until(ready);
  expect(Object.keys(partsIn(dataDir)).sort()).toEqual([...everything, 'samples'].sort());
  const page = await fetch(address);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('<!doctype html>');
  const api = apiAt(address);
  expect(await api.system.health()).toMatchObject({ status: 'ok' });
  const { paths } = await api.system.openApi();
  expect(Object.keys(paths as object)).toEqual(expect.arrayContaining(['/api/flows', '/kafka/connections']));
  const topics = await api.topics.list({ params: { connection: 'local' } });
  expect(topics.find(({ name }) => name === 'ORDERS')?.messages).toBeGreaterThan(0);
  await withKafka(async (kafka) => {
    await kafka.createTopic({ name: 'KEPT', partitions: 3 });
    await kafka.send([{ topic: 'KEPT', key: 'k', value: 'from the first start' }]);
  });
}, 400_000);

test('Ctrl-C ends everything in order and leaves nothing running', async () => {
  const parts = partsIn(dataDir);
  now.signal('SIGINT');
  expect(await now.ended).toBe(0);
  expect(stillRunning(parts)).toEqual([]);
  expect(partsIn(dataDir)).toEqual({});
  expect(now.said()).toMatch(/Stopping the apps…\nStopping Flink…\nStopping Kafka…\n$/);
  const kafkaLog = readFileSync(join(dataDir, 'logs', 'kafka.log'), 'utf8');
  expect(kafkaLog.includes('shut down completed'), 'Kafka shut down in order').toBe(true);
});

test('the second start takes the data of the first, and a third beside it is refused', async () => {
  now = up(dataDir, '--no-samples');
  await now.until(ready);
  expect(Object.keys(partsIn(dataDir)).sort()).toEqual(everything);
  expect(await kept()).toEqual(['from the first start']);
  const beside = up(dataDir);
  expect(await beside.ended).toBe(1);
  expect(beside.said()).toContain(`Headrace already runs with ${dataDir} (process ${now.pid})`);
});

test('Flink, Kafka and an app that are killed are started again, and said so', async () => {
  const parts = partsIn(dataDir);
  for (const name of ['flink', 'kafka', 'backend']) process.kill(parts[name]?.pid as number, 'SIGKILL');
  for (const title of ['Kafka', 'Flink', 'Backend']) {
    await now.until(`${title} ended by itself (signal SIGKILL)`);
    await now.until(`${title} runs again.`);
  }
  expect(await kept()).toEqual(['from the first start']);
  expect(stillRunning(partsIn(dataDir)).sort()).toEqual(everything);
});

test('a start after a kill -9 of all processes works', async () => {
  const parts = partsIn(dataDir);
  now.signal('SIGKILL');
  for (const { pid } of Object.values(parts)) process.kill(pid, 'SIGKILL');
  expect(await now.ended).toBeNull();
  now = up(dataDir, '--no-samples');
  await now.until(ready);
  expect(await kept()).toEqual(['from the first start']);
});

test('a start after a kill -9 of only the command ends what it left behind', async () => {
  const left = partsIn(dataDir);
  now.signal('SIGKILL');
  await now.ended;
  expect(stillRunning(left).sort()).toEqual(everything);
  now = up(dataDir, '--no-samples');
  await now.until(ready);
  expect(stillRunning(left)).toEqual([]);
  expect(stillRunning(partsIn(dataDir)).sort()).toEqual(everything);
  expect(await kept()).toEqual(['from the first start']);
});

test('a terminal that is closed ends everything too', async () => {
  const parts = partsIn(dataDir);
  now.closeTerminal();
  now.signal('SIGHUP');
  expect(await now.ended).toBe(0);
  expect(stillRunning(parts)).toEqual([]);
});

test('Ctrl-C while it starts leaves nothing running; --reset forgets the topics', async () => {
  now = up(dataDir, '--no-samples', '--reset');
  await now.until('waiting for');
  const parts = partsIn(dataDir);
  now.signal('SIGINT');
  expect(await now.ended).toBe(130);
  expect(stillRunning(parts)).toEqual([]);
  now = up(dataDir, '--no-samples');
  await now.until(ready);
  expect(await withKafka((kafka) => kafka.topics())).toEqual([]);
});
