import { expect, test } from 'vitest';
import { orders, regionFlow } from './flow-text.ts';
import { Stage } from './stage.ts';
import { waitFor } from './wait.ts';

const stage = new Stage();

/** Ids that a reader of committed messages finds, in order. */
async function written(topic: string): Promise<number[]> {
  const messages = await stage.kafka.readAll(topic).catch(() => []);
  return messages.map((m) => (JSON.parse(m.value?.toString() ?? '{}') as { id: number }).id).sort((a, b) => a - b);
}
const even = (to: number) => Array.from({ length: to / 2 }, (_, i) => i * 2);

test('stopped with a savepoint, the backend killed, resumed: nothing lost, nothing doubled', async () => {
  await stage.kafka.ensureTopics([{ name: 'R.IN', partitions: 1 }]);
  await stage.kafka.send(orders('R.IN', 0, 2000));
  const flow = await stage.client.create(regionFlow('r', 'R.IN', 'R.OUT'));
  const first = await stage.client.start(flow, { kind: 'earliest' });
  await stage.client.reaches(first, 'running');
  await waitFor('the first to be committed', async () => (await written('R.OUT')).length === 1000);

  await stage.crash();
  await stage.kafka.send(orders('R.IN', 2000, 3000));
  const found = await stage.client.reaches(first, 'running');
  const stopped = await stage.client.stop(found, true);
  expect(stopped).toMatchObject({ hasSavepoint: true, failure: null });
  await stage.kafka.send(orders('R.IN', 3000, 4000));

  const second = await stage.client.start(flow, { kind: 'savepoint' });
  expect(second.from).toEqual({ kind: 'savepoint', run: first.id });
  await waitFor('the rest', async () => (await written('R.OUT')).length >= 2000);
  // Rows may be there before the monitor has looked; a run that is only starting takes no savepoint.
  await stage.client.reaches(second, 'running');
  await stage.client.stop(second, true);
  expect(await written('R.OUT')).toEqual(even(4000));
});

test('a source without its topic is said before anything is submitted', async () => {
  const flow = await stage.client.create(regionFlow('m', 'R.NOWHERE', 'R.OUT2'));
  const failed = await stage.client.reaches(await stage.client.start(flow, { kind: 'now' }), 'failed');
  expect(failed).toMatchObject({ jobId: null, failure: { node: 'orders' } });
  expect(failed.failure?.message).toContain('The topic R.NOWHERE does not exist');
});

test('a flow that can only fail is given up, with the reason at its node', async () => {
  await stage.kafka.ensureTopics([{ name: 'R.BROKEN', partitions: 1 }]);
  await stage.kafka.send([{ topic: 'R.BROKEN', key: null, value: 'no json' }]);
  const flow = await stage.client.create(regionFlow('f', 'R.BROKEN', 'R.OUT3', 'unreadable: fail'));
  const failed = await stage.client.reaches(await stage.client.start(flow, { kind: 'earliest' }), 'failed');
  expect(failed.restarts).toBeGreaterThanOrEqual(3);
  expect(failed.failure).toMatchObject({
    node: 'orders',
    message: expect.stringContaining('A message cannot be read (partition 0, offset 0): It is not JSON'),
  });
  expect(failed.failure?.message).not.toContain('Exception');
});

test('one flow runs once at a time', async () => {
  await stage.kafka.ensureTopics([{ name: 'R.IN', partitions: 1 }]);
  const flow = await stage.client.create(regionFlow('o', 'R.IN', 'R.OUT4'));
  const run = await stage.client.start(flow, { kind: 'now' });
  await expect(stage.client.start(flow, { kind: 'now' })).rejects.toThrow('run/active');
  await stage.client.reaches(run, 'running');
  await stage.client.stop(run, false);
});
