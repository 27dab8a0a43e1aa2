import { setTimeout as sleep } from 'node:timers/promises';
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
  client = new Client(backend.address);
});
afterAll(async () => {
  await backend?.stop();
  await kafka?.close();
  await engine?.stop();
});

/** Ids that a reader of committed messages finds, in order. */
async function written(topic: string): Promise<number[]> {
  const messages = await kafka.readAll(topic).catch(() => []);
  return messages.map((m) => (JSON.parse(String(m.value)) as { id: number }).id).sort((a, b) => a - b);
}
const even = (to: number) => Array.from({ length: to / 2 }, (_, i) => i * 2);

test(
  'Flink dies while data flows: preview and runs come back by themselves, nothing is lost or doubled',
  async () => {
    for (const name of ['C.IN', 'D.IN', 'E.IN']) await kafka.ensureTopics([{ name, partitions: 1 }]);
    await kafka.send(orders('C.IN', 0, 1000));
    await kafka.send(Array.from({ length: 7 }, () => ({ topic: 'C.IN', key: null, value: '{broken' })));
    const text = regionFlow('c', 'C.IN', 'C.OUT');
    const flow = await client.create(text);
    const run = await client.start(flow, { kind: 'earliest' });
    await client.reaches(run, 'running');
    const viewer = await client.preview(text, { kind: 'earliest' });
    await waitFor('rows', async () => viewer.counts.orders === 1000);
    await waitFor('a checkpoint', async () => (await client.runs(flow.id))[0]?.checkpoints.completed);
    const counts = async () => (await client.runs(flow.id))[0]?.counts?.orders;
    await waitFor('the count of unreadable messages', async () => (await counts())?.unreadable === 7);

    // Another has no checkpoint yet, a third is to stop.
    const early = await client.start(await client.create(regionFlow('d', 'D.IN', 'D.OUT')), { kind: 'now' });
    const stopped = await client.start(await client.create(regionFlow('e', 'E.IN', 'E.OUT')), { kind: 'now' });
    await client.reaches(early, 'running');
    await client.reaches(stopped, 'running');

    let sent = 1000;
    let flowing = true;
    const sending = (async () => {
      for (; flowing; sent += 100) {
        for (const topic of ['C.IN', 'D.IN']) await kafka.send(orders(topic, sent, sent + 100));
        await sleep(100);
      }
    })();
    process.kill(engine.flink.pid(), 'SIGKILL');
    await client.reaches(run, 'cluster-unreachable');
    await client.askToStop(stopped, true);
    await waitFor('the viewer to be told', async () => viewer.states.includes('recovering'));
    const back = await client.reaches(run, 'running');
    // What was counted before is not forgotten with the job that counted it.
    await waitFor('the counts to go on', async () => ((await counts())?.in ?? 0) > 1007);
    expect((await counts())?.unreadable).toBeGreaterThanOrEqual(7);
    await client.reaches(early, 'running');
    await client.reaches(stopped, 'stopped');
    flowing = false;
    await sending;
    await waitFor('the preview to go on', async () => viewer.counts.orders === sent);
    viewer.leave();

    await waitFor('all', async () => (await written('C.OUT')).length >= sent / 2);
    await waitFor('all of the other', async () => (await written('D.OUT')).length >= (sent - 1000) / 2);
    await client.stop(back, true);
    await client.stop(early, true);
    expect(await written('C.OUT')).toEqual(even(sent));
    expect(await written('D.OUT')).toEqual(even(sent).filter((id) => id >= 1000));

    const [told] = await client.runs(flow.id);
    const sentences = told?.history.map((e) => e.message).join('\n');
    expect(sentences).toContain('no longer has the job of this run');
    expect(sentences).toMatch(/Submitted again from its newest checkpoint, of \d{4}-/);
    const [other] = await client.runs(early.flowId);
    expect(other?.history.map((e) => e.message).join('\n')).toContain('Submitted again from ');
    expect((await client.runs(stopped.flowId))[0]?.history.at(-1)?.message).toBe('It has stopped.');
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
    const failure = async () => (await client.runs(flow.id))[0]?.failure?.message ?? '';
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
