import { JobManager, Session, SqlGateway } from '@headrace/flink';
import { afterEach, expect, inject, test } from 'vitest';
import { watchSlot } from '../../../apps/backend/src/preview/slot-watch.ts';

const { sqlGateway, jobManager: url, flinkKeys: keys } = inject('engine');
const jobManager = new JobManager({ url, keys });
const jobs: string[] = [];

afterEach(() => Promise.all(jobs.splice(0).map((id) => jobManager.cancel(id))));

/** Starts a job that needs so many slots. */
async function started(slots: number): Promise<string> {
  const session = new Session(new SqlGateway({ url: sqlGateway, keys }), {
    properties: { 'execution.runtime-mode': 'streaming', 'parallelism.default': String(slots) },
  });
  await session.configure("CREATE TABLE numbers (n BIGINT) WITH ('connector' = 'datagen', 'rows-per-second' = '1')");
  await session.configure("CREATE TABLE nowhere (n BIGINT) WITH ('connector' = 'blackhole')");
  const id = await (await session.submit('INSERT INTO nowhere SELECT n FROM numbers')).jobId();
  jobs.push(id);
  await session.close();
  return id;
}

test("a job that Flink shows as running waits for a slot, and begins when another's job has gone", async () => {
  const { 'slots-total': total } = await jobManager.overview();
  // Other tests' jobs may need a moment to go.
  await expect.poll(async () => (await jobManager.overview())['slots-available'], { timeout: 60_000 }).toBe(total);
  const other = await started(total);
  await expect.poll(async () => (await jobManager.overview())['slots-available'], { timeout: 60_000 }).toBe(0);
  const late = await started(1);
  await expect.poll(async () => (await jobManager.job(late))?.state, { timeout: 30_000 }).toBe('RUNNING');
  const said: string[] = [];
  const parts = {
    jobManager,
    waits: (sentence: string) => said.push(sentence),
    begins: () => said.push('begins'),
    pause: 200,
  };
  const watching = watchSlot(parts, late, AbortSignal.timeout(60_000));
  await expect.poll(() => said.length, { timeout: 30_000 }).toBeGreaterThan(1);
  expect(new Set(said)).toEqual(new Set([`All ${total} slots of Flink are taken, by 1 other job.`]));
  await jobManager.cancel(other);
  await watching;
  expect(said.at(-1)).toBe('begins');
  // A job with its slots is left alone.
  said.length = 0;
  await watchSlot(parts, late, AbortSignal.timeout(60_000));
  expect(said).toEqual([]);
});
