import { JobManager } from '@headrace/flink';
import { expect, test } from 'vitest';
import { Client } from './client.ts';
import { orders, regionFlow } from './flow-text.ts';
import { startBackend } from './process.ts';
import { Stage } from './stage.ts';
import { waitFor } from './wait.ts';

const stage = new Stage();
const jobManager = new JobManager({ url: stage.engine.jobManager, keys: stage.engine.flinkKeys });
const earliest = { kind: 'earliest' } as const;

const jobs = async () =>
  (await jobManager.jobs()).filter((j) => j['end-time'] < 0 && j.name.startsWith('headrace-preview-'));
const noJobs = () => waitFor('the jobs to end', async () => (await jobs()).length === 0);

async function topicWith(name: string, count: number): Promise<string> {
  await stage.kafka.ensureTopics([{ name, partitions: 1 }]);
  await stage.kafka.send(orders(name, 0, count));
  return name;
}

test('rows at every node from one job, which ends with the last viewer', async () => {
  const text = regionFlow('a', await topicWith('P.ONE', 1000), 'P.OUT');
  const first = await stage.client.preview(text, earliest);
  const second = await stage.client.preview(text, earliest);
  expect(second.id).toBe(first.id);
  const all = { orders: 1000, emea: 500, 'emea.unmatched': 500, doubled: 500 };
  for (const viewer of [first, second])
    await waitFor('all counts', async () => JSON.stringify(sorted(viewer.counts)) === JSON.stringify(sorted(all)));
  expect(await jobs()).toHaveLength(1);
  expect(first.rows('doubled').at(-1)).toEqual(['998', 'EMEA', '2026-04-07 00:16:38.000', '1996']);
  const { watermarks } = first.events.findLast((e) => e.kind === 'rows') ?? {};
  expect(watermarks?.orders).toBeLessThanOrEqual(Date.UTC(2026, 3, 7) + 999_000);
  first.leave();
  await stage.kafka.send(orders('P.ONE', 1000, 1001));
  await waitFor('one more', async () => second.counts.orders === 1001);
  second.leave();
  await noJobs();
});

test('what a killed backend leaves behind is cancelled by the next', async () => {
  const doomed = await startBackend(stage.engine);
  const viewer = await new Client(doomed.address).preview(
    regionFlow('b', await topicWith('P.TWO', 10), 'P.OUT'),
    earliest,
  );
  await waitFor('rows', async () => viewer.counts.orders === 10);
  const left = (await jobs()).map((j) => j.name);
  await doomed.kill();
  const next = await startBackend(stage.engine);
  await waitFor('the orphan to end', async () => (await jobs()).every((j) => !left.includes(j.name)));
  await next.stop();
});

test('a backend that is told to end leaves no job behind', async () => {
  const other = await startBackend(stage.engine);
  const viewer = await new Client(other.address).preview(
    regionFlow('s', await topicWith('P.STOP', 10), 'P.OUT'),
    earliest,
  );
  await waitFor('rows', async () => viewer.counts.orders === 10);
  const before = (await jobs()).length;
  await other.stop();
  await waitFor('its job to end', async () => (await jobs()).length < before);
});

test('a job that somebody cancels in Flink is not begun again: the preview says what happened', async () => {
  const viewer = await stage.client.preview(regionFlow('x', await topicWith('P.CANCEL', 10), 'P.OUT'), earliest);
  await waitFor('rows', async () => viewer.counts.orders === 10);
  for (const { jid } of await jobs()) await jobManager.cancel(jid);
  const state = await waitFor('the end', async () =>
    viewer.events.find((e) => e.kind === 'state' && e.state === 'failed'),
  );
  expect(state).toMatchObject({
    message: 'Somebody cancelled the job in Flink. Start it again to go on.',
    node: null,
  });
  await noJobs();
});

test('messages that cannot be read are told of, the others shown', async () => {
  const topic = await topicWith('P.BROKEN', 10);
  await stage.kafka.send([{ topic, key: null, value: '{"id": 1, "reg' }]);
  const viewer = await stage.client.preview(regionFlow('c', topic, 'P.OUT'), earliest);
  await waitFor('rows', async () => viewer.counts.orders === 10);
  const notice = await waitFor('a notice', async () => viewer.events.find((e) => e.kind === 'notice'));
  expect(notice.diagnostic).toMatchObject({ code: 'source/unreadable', place: { node: 'orders' } });
  expect(notice.diagnostic.message).toBe(
    '1 message of P.BROKEN cannot be read and is left out, for example partition 0, offset 10. Its JSON ends too early. It begins: {"id": 1, "reg',
  );
  viewer.leave();
});

test('an event that is larger than a batch of rows is shown cut', async () => {
  const topic = await topicWith('P.LARGE', 10);
  const region = 'x'.repeat(300_000);
  await stage.kafka.send([
    { topic, key: null, value: JSON.stringify({ id: 10, region, ordertime: '2026-04-07 01:00:00' }) },
  ]);
  const viewer = await stage.client.preview(regionFlow('l', topic, 'P.OUT'), earliest);
  await waitFor('all rows', async () => viewer.counts.orders === 11);
  expect(viewer.rows('orders').at(-1)?.[1]).toBe(region.slice(0, 10_000));
  expect(viewer.states.at(-1)).toBe('running');
  viewer.leave();
});

test('a topic that is not there yet is waited for', async () => {
  const viewer = await stage.client.preview(regionFlow('d', 'P.LATER', 'P.OUT'), earliest);
  const state = await waitFor('trouble', async () =>
    viewer.events.find((e) => e.kind === 'state' && e.state === 'recovering' && e.node === 'orders'),
  );
  expect(state).toMatchObject({ message: expect.stringContaining('The topic P.LATER does not exist') });
  await topicWith('P.LATER', 5);
  await waitFor('rows', async () => viewer.counts.orders === 5);
  await waitFor('the viewer to be told', async () => viewer.states.at(-1) === 'running');
  viewer.leave();
});

test('a flow that fails of itself says why, at its node', async () => {
  const topic = await topicWith('P.FAIL', 5);
  await stage.kafka.send([{ topic, key: null, value: 'no json' }]);
  const viewer = await stage.client.preview(regionFlow('e', topic, 'P.OUT', 'unreadable: fail'), earliest);
  const failed = await waitFor('failure', async () =>
    viewer.events.find((e) => e.kind === 'state' && e.state === 'failed'),
  );
  expect(failed).toMatchObject({
    node: 'orders',
    message: expect.stringMatching(/^A message cannot be read \(partition 0, offset 5\): It is not JSON/),
  });
});

test('beyond the slots that there are a preview waits, says for what, and begins by itself', async () => {
  await noJobs();
  const slots = (await jobManager.overview())['slots-available'];
  const topic = await topicWith('P.SLOTS', 10);
  const open = (n: number) =>
    stage.client.preview(regionFlow(`n${n}`, topic, 'P.OUT').replace('id * 2', `id * ${n}`), earliest);
  const viewers = await Promise.all(Array.from({ length: slots }, (_, i) => open(i)));
  for (const viewer of viewers) await waitFor('rows', async () => viewer.counts.orders === 10);
  const late = await open(slots);
  const waiting = await waitFor('a sentence', async () =>
    late.events.find((e) => e.kind === 'state' && e.message.startsWith('All ')),
  );
  expect(waiting).toMatchObject({
    state: 'starting',
    message: expect.stringMatching(
      new RegExp(`slots of Flink are taken, by ${slots} previews.*This preview begins by itself when one is free\\.$`),
    ),
  });
  expect(late.counts.orders).toBe(0);
  await stage.client.api.previews.leave({ params: { id: viewers[0]?.id ?? '' } });
  await waitFor('its rows', async () => late.counts.orders === 10);
  for (const viewer of [...viewers, late]) viewer.leave();
});

function sorted(counts: Record<string, number>): [string, number][] {
  return Object.entries(counts).sort();
}
