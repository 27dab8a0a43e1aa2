import { setTimeout as sleep } from 'node:timers/promises';
import type { Run, StoredFlow } from '@headrace/api';
import { JobManager } from '@headrace/flink';
import { newFlowText } from '@headrace/flow';
import { type Kafka, openKafka } from '@headrace/kafka';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { startPostgres, type TestPostgres } from '../../support/postgres.ts';
import { Client } from '../backend/client.ts';
import { orders, regionFlow } from '../backend/flow-text.ts';
import { type BackendProcess, startBackend } from '../backend/process.ts';
import { waitFor } from '../backend/wait.ts';

/** Two backends on one PostgreSQL and one Flink, as two replicas of one installation. */
const engine = inject('engine');
const jobManager = new JobManager({ url: engine.jobManager, keys: engine.flinkKeys });
/** How soon a page must hear of what was done at the other backend, ms. */
const soon = 1_000;

let postgres: TestPostgres;
let kafka: Kafka;
beforeAll(async () => {
  postgres = await startPostgres();
  kafka = openKafka(engine.bootstrapServers);
});
afterAll(async () => {
  await kafka?.close();
  await postgres?.stop();
});

/** One backend, and a page that is open on it. */
interface Replica {
  readonly backend: BackendProcess;
  readonly client: Client;
  /** Flows and runs that the page has heard of, with the time. */
  readonly heard: { readonly what: string; readonly at: number }[];
  readonly leave: () => void;
}

let database: string;
let both: [Replica, Replica];

async function startReplica(): Promise<Replica> {
  const backend = await startBackend({ ...engine, database });
  const client = new Client(backend.address);
  const heard: Replica['heard'] = [];
  const gone = new AbortController();
  const begun = Promise.withResolvers<void>();
  void (async () => {
    for await (const { event, data } of client.api.events.follow({}, { signal: gone.signal })) {
      begun.resolve();
      if (event === 'flow')
        heard.push({ what: `${data.name} ${data.deletedAt === null ? 'is there' : 'is deleted'}`, at: Date.now() });
      if (event === 'run') heard.push({ what: `${data.id} ${data.state}`, at: Date.now() });
    }
  })().catch(() => {});
  await begun.promise;
  return { backend, client, heard, leave: () => gone.abort() };
}

async function kill(replica: Replica): Promise<void> {
  replica.leave();
  await replica.backend.kill();
}

beforeEach(async () => {
  database = await postgres.createDatabase();
  both = [await startReplica(), await startReplica()];
});
afterEach(async () => {
  for (const replica of both) {
    replica.leave();
    await replica.backend.stop();
  }
});

/** Waits until a page hears of something. @returns when, ms since the epoch */
const hears = async ({ heard }: Replica, what: string): Promise<number> =>
  (await waitFor(`a page to hear "${what}"`, async () => heard.find((h) => h.what === what))).at;

let topics = 0;
async function flowOn(
  client: Client,
  rows: number,
): Promise<{ flow: StoredFlow; from: string; to: string; text: string }> {
  const from = `TWO.${process.pid}.${++topics}.IN`;
  const to = from.replace('.IN', '.OUT');
  await kafka.ensureTopics([{ name: from, partitions: 1 }]);
  await kafka.send(orders(from, 0, rows));
  const text = regionFlow(`two-${topics}`, from, to);
  return { flow: await client.create(text), from, to, text };
}

/** Ids that a reader of committed messages finds, in order. */
async function written(topic: string): Promise<number[]> {
  const messages = await kafka.readAll(topic).catch(() => []);
  return messages.map((m) => (JSON.parse(String(m.value)) as { id: number }).id).sort((a, b) => a - b);
}
const even = (to: number) => Array.from({ length: to / 2 }, (_, i) => i * 2);

async function jobsOf(run: Run): Promise<number> {
  const jobs = await jobManager.jobs();
  return jobs.filter((job) => job.name.endsWith(run.id) && job['end-time'] < 0).length;
}

describe('what is done at one backend', () => {
  test('the pages of the other hear within a second, and it is the same there', async () => {
    const [here, there] = both;
    let begun = Date.now();
    const flow = await here.client.create(newFlowText('shared'));
    expect((await hears(there, 'shared is there')) - begun).toBeLessThan(soon);
    expect(await there.client.flowNames()).toEqual(['shared']);

    begun = Date.now();
    await there.client.api.flows.save({
      params: { id: flow.id },
      body: { text: newFlowText('renamed'), baseVersion: 1 },
    });
    expect((await hears(here, 'renamed is there')) - begun).toBeLessThan(soon);
    await expect(
      here.client.api.flows.save({ params: { id: flow.id }, body: { text: newFlowText('late'), baseVersion: 1 } }),
    ).rejects.toThrow('flow/stale-version');

    begun = Date.now();
    await here.client.api.flows.remove({ params: { id: flow.id } });
    expect((await hears(there, 'renamed is deleted')) - begun).toBeLessThan(soon);
  });

  test('a run is started, watched and stopped at either', async () => {
    const [here, there] = both;
    const { flow, to } = await flowOn(here.client, 100);
    const run = await here.client.start(flow, { kind: 'earliest' });
    await hears(there, `${run.id} submitting`);
    await hears(there, `${run.id} running`);
    await hears(here, `${run.id} running`);
    await waitFor('a checkpoint', async () => (await there.client.runs(flow.id))[0]?.checkpoints.completed);
    await there.client.stop(run, true);
    await hears(here, `${run.id} stopped`);
    expect(await here.client.runs(flow.id)).toMatchObject([{ state: 'stopped', hasSavepoint: true }]);
    expect(await written(to)).toEqual(even(100));
  });
});

describe('at the same time at both', () => {
  test('one start of a flow is done, and one job runs', async () => {
    const [here, there] = both;
    const { flow } = await flowOn(here.client, 10);
    const started = await Promise.allSettled(
      [here, there, here, there].map(({ client }) => client.start(flow, { kind: 'earliest' })),
    );
    const done = started.filter((s) => s.status === 'fulfilled');
    expect(done).toHaveLength(1);
    const [run] = await there.client.runs(flow.id);
    await there.client.reaches(run as Run, 'running');
    expect(await jobsOf(run as Run)).toBe(1);
    await here.client.stop(run as Run, false);
  });

  test('stops with a savepoint take one, and the run ends in order', async () => {
    const [here, there] = both;
    const { flow } = await flowOn(here.client, 10);
    const run = await here.client.start(flow, { kind: 'earliest' });
    await here.client.reaches(run, 'running');
    await Promise.all([here.client.askToStop(run, true), there.client.askToStop(run, true)]);
    const stopped = await there.client.reaches(run, 'stopped');
    expect(stopped.notice).toBeNull();
    expect(stopped.history.filter(({ message }) => message === 'A savepoint was taken.')).toHaveLength(1);
    expect(stopped.history.filter(({ message }) => message === 'It runs.')).toHaveLength(1);
  });

  test('one of two saves is kept, and the other is told', async () => {
    const [here, there] = both;
    const { id } = await here.client.create(newFlowText('a'));
    const saves = await Promise.allSettled(
      [here, there].map(({ client }, i) =>
        client.api.flows.save({ params: { id }, body: { text: newFlowText(`b${i}`), baseVersion: 1 } }),
      ),
    );
    expect(saves.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe.each([
  ['the one that follows the runs', 0],
  ['the other', 1],
] as const)('when %s is killed', (_, victim) => {
  test('runs go on, its previews end, and those of the other stay', async () => {
    const [dying, left] = [both[victim], both[1 - victim] as Replica];
    const { flow, from, to, text } = await flowOn(dying.client, 1000);
    const run = await dying.client.start(flow, { kind: 'earliest' });
    await dying.client.reaches(run, 'running');
    const lost = await dying.client.preview(text, { kind: 'earliest' });
    const kept = await left.client.preview(text, { kind: 'earliest' });
    await waitFor('rows at both', async () => lost.counts.orders === 1000 && kept.counts.orders === 1000);
    const previews = async () =>
      (await jobManager.jobs()).filter((j) => j['end-time'] < 0 && j.name.startsWith('headrace-preview-'));
    const before = await previews();
    await kill(dying);
    lost.leave();
    await waitFor(
      'the preview of the killed backend to end',
      async () => (await previews()).length === before.length - 1,
    );

    await kafka.send(orders(from, 1000, 1100));
    await waitFor('the preview of the other to go on', async () => kept.counts.orders === 1100);
    expect(kept.states).not.toContain('recovering');
    kept.leave();
    await waitFor('counts of the run to go on', async () => {
      const [now] = await left.client.runs(flow.id);
      return now?.counts?.out?.written === 550;
    });
    await left.client.stop(run, true);
    expect(await written(to)).toEqual(even(1100));
    // What the killed one left is taken up by the next that starts.
    both[victim] = await startReplica();
    expect(await both[victim].client.runs(flow.id)).toMatchObject([{ id: run.id, state: 'stopped' }]);
  });
});

test('when the one that follows the runs is killed in the middle of a start, the run has one job in the end', async () => {
  const [dying, left] = both;
  const { flow, to } = await flowOn(dying.client, 100);
  const run = await dying.client.start(flow, { kind: 'earliest' });
  await kill(dying);
  await waitFor('the run to be there', async () => (await left.client.runs(flow.id))[0]);
  // Until its submission counts as failed nobody submits it again.
  for (let tries = 0; tries < 3 && (await left.client.runs(flow.id))[0]?.state !== 'running'; tries++)
    await left.client.reaches(run, 'running').catch(() => undefined);
  expect((await left.client.runs(flow.id))[0]?.state).toBe('running');
  expect(await jobsOf(run)).toBe(1);
  await waitFor('all rows', async () => (await written(to)).length >= 50);
  await left.client.stop(run, true);
  expect(await written(to)).toEqual(even(100));
  both[0] = await startReplica();
}, 400_000);

test('when PostgreSQL is killed and comes back, both go on', async () => {
  const [here, there] = both;
  const { flow } = await flowOn(here.client, 10);
  const run = await here.client.start(flow, { kind: 'earliest' });
  await here.client.reaches(run, 'running');
  await postgres.kill();
  await expect(there.client.flowNames()).rejects.toThrow();
  await sleep(3_000);
  await postgres.restart();
  const made = await waitFor('a flow to be made', () =>
    here.client.create(newFlowText('after')).catch(() => undefined),
  );
  expect(made.version).toBe(1);
  await hears(there, 'after is there');
  await there.client.stop(run, true);
  await hears(here, `${run.id} stopped`);
});
