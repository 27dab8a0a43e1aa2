import { JobManager, Session, SqlGateway } from '@headrace/flink';
import { afterEach, expect, inject, test } from 'vitest';
import { openTab, picture } from '../support/browser.ts';
import { openPlace } from './place.ts';

const place = openPlace();
const { jobManager: url, sqlGateway, flinkKeys: keys } = inject('headrace');
const jobManager = new JobManager({ url, keys });
const jobs: string[] = [];

afterEach(() => Promise.all(jobs.splice(0).map((id) => jobManager.cancel(id))));

/** Starts one job that needs every slot that is free, once previews of pages that are gone have given theirs back. */
async function takeAllSlots(): Promise<string> {
  const previews = async () =>
    (await jobManager.jobs()).filter((j) => j.name.startsWith('headrace-preview-') && j['end-time'] < 0);
  await expect.poll(previews, { timeout: 60_000 }).toEqual([]);
  const free = (await jobManager.overview())['slots-available'];
  const session = new Session(new SqlGateway({ url: sqlGateway, keys }), {
    properties: { 'execution.runtime-mode': 'streaming', 'parallelism.default': String(free) },
  });
  await session.configure("CREATE TABLE numbers (n BIGINT) WITH ('connector' = 'datagen', 'rows-per-second' = '1')");
  await session.configure("CREATE TABLE nowhere (n BIGINT) WITH ('connector' = 'blackhole')");
  const submitted = await session.submit('INSERT INTO nowhere SELECT n FROM numbers');
  const id = await submitted.jobId();
  jobs.push(id);
  await session.close();
  await expect.poll(async () => (await jobManager.overview())['slots-available'], { timeout: 60_000 }).toBe(0);
  return id;
}

test('a preview without a slot says in the events pane what it waits for, and begins when one is free', async ({
  onTestFailed,
}) => {
  const job = await takeAllSlots();
  const { page, context } = await openTab(place.browser());
  onTestFailed(() => picture(page, 'slots'));
  await page.goto(place.address);
  await page.locator('.example').first().click();
  const pane = page.locator('.events__none');
  await pane.getByText(/^All 16 slots of Flink are taken, .* begins by itself when one is free\.$/).waitFor();
  await picture(page, 'slots-taken');
  await jobManager.cancel(job);
  await page.locator('.events-table__row').first().waitFor({ timeout: 60_000 });
  await context.close();
});
