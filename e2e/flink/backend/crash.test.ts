import type { Engine } from '@headrace/engine';
import { type Kafka, openKafka } from '@headrace/kafka';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestEngine } from '../../support/engine.ts';
import { Client } from './client.ts';
import { orders, regionFlow } from './flow-text.ts';
import { type BackendProcess, startBackend } from './process.ts';
import { waitFor } from './wait.ts';

/** Whole engines are killed and come back, perhaps on a busy machine. */
const longest = 300_000;
let engine: Engine & { readonly dataDir: string };
let kafka: Kafka;
let backend: BackendProcess;
let client: Client;

beforeAll(async () => {
  engine = await startTestEngine(11_000);
  kafka = openKafka(engine.bootstrapServers);
  backend = await startBackend(engine);
  client = new Client(backend.api);
});
afterAll(async () => {
  await backend?.stop();
  await kafka?.close();
  await engine?.stop();
});

test(
  'Flink dies: the preview begins again by itself, the run can go on without loss or double',
  async () => {
    await kafka.ensureTopics([{ name: 'C.IN', partitions: 1 }]);
    await kafka.send(orders('C.IN', 0, 1000));
    const text = regionFlow('c', 'C.IN', 'C.OUT');
    const flow = await client.create(text);
    const run = await client.start(flow, { kind: 'earliest' });
    await client.reaches(run, 'running');
    const viewer = await client.preview(text, { kind: 'earliest' });
    await waitFor('rows', async () => viewer.counts.orders === 1000);
    await waitFor('a checkpoint', async () => (await client.runs(flow.id))[0]?.checkpoints.completed);
    await kafka.send(orders('C.IN', 1000, 2000));

    process.kill(engine.flink.pid(), 'SIGKILL');
    await client.reaches(run, 'cluster-unreachable');
    await waitFor('the viewer to be told', async () => viewer.states.includes('recovering'));
    await kafka.send(orders('C.IN', 2000, 3000));
    const missing = await client.reaches(run, 'job-missing');
    expect(missing.hasSavepoint).toBe(true);
    await waitFor('the preview to go on', async () => viewer.counts.orders === 3000);
    viewer.leave();

    const next = await client.start(flow, { kind: 'savepoint' });
    const ids = async () =>
      (await kafka.readAll('C.OUT'))
        .map((m) => (JSON.parse(String(m.value)) as { id: number }).id)
        .sort((a, b) => a - b);
    await waitFor('all', async () => (await ids()).length >= 1500);
    await client.stop(next, true);
    expect(await ids()).toEqual(Array.from({ length: 1500 }, (_, i) => i * 2));
  },
  longest,
);

test(
  'Kafka dies: the preview says so and goes on, the run recovers',
  async () => {
    await kafka.ensureTopics([{ name: 'K.IN', partitions: 1 }]);
    await kafka.send(orders('K.IN', 0, 10));
    const text = regionFlow('k', 'K.IN', 'K.OUT');
    const flow = await client.create(text);
    const run = await client.start(flow, { kind: 'earliest' });
    await client.reaches(run, 'running');
    const failure = async () => (await client.runs(flow.id))[0]?.failure?.sentence ?? '';
    const viewer = await client.preview(text, { kind: 'earliest' });
    await waitFor('rows', async () => viewer.counts.orders === 10);
    process.kill(engine.kafka.pid(), 'SIGKILL');
    await waitFor('the viewer to be told', async () => viewer.states.at(-1) === 'recovering');
    await waitFor('the run to say so', async () => (await failure()).startsWith('No Kafka broker answers'));
    await waitFor('Kafka to be back', async () =>
      kafka.send(orders('K.IN', 10, 20)).then(
        () => true,
        () => false,
      ),
    );
    await waitFor('the new rows', async () => viewer.counts.orders === 20);
    await waitFor('the viewer to be told', async () => viewer.states.at(-1) === 'running');
    await waitFor('the run to be well again', async () => (await failure()) === '');
    await waitFor('the run to write', async () => (await kafka.readAll('K.OUT')).length === 10);
    await client.stop(run, true);
    viewer.leave();
  },
  longest,
);
