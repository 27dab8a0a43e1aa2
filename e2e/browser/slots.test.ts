import { JobManager, Session, SqlGateway } from '@headrace/flink';
import { afterEach, expect, inject, test } from 'vitest';
import { regionFlow } from '../flink/backend/flow-text.ts';
import { apiAt } from '../support/api.ts';
import { openTab, picture } from '../support/browser.ts';
import { Editor } from './editor.ts';
import { orders, sendOrders } from './orders.ts';
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

test('a run without a slot says on its page what it waits for, and begins when one is free', async ({
  onTestFailed,
}) => {
  await place.kafka().createTopic({ name: 'ORDERS.WAITING', partitions: 1 });
  await sendOrders(place.kafka(), 'ORDERS.WAITING', orders(0, 10));
  const job = await takeAllSlots();
  const { page, context } = await openTab(place.browser());
  onTestFailed(() => picture(page, 'run-slots'));
  const body = { text: regionFlow('waiting', 'ORDERS.WAITING', 'WAITED'), trusted: true };
  const { id } = await apiAt(place.address).flows.create({ body });
  await page.goto(`${place.address}/flows/${id}`);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /^Run / });
  await dialog.getByRole('button', { name: 'Run', exact: true }).click();
  const runs = page.getByRole('tabpanel', { name: /Runs/ });
  await page.getByRole('tab', { name: /Runs/ }).click();
  await runs
    .getByText(/^This run waits for a slot\. All 16 slots of Flink are taken, by /)
    .waitFor({ timeout: 30_000 });
  await picture(page, 'run-slots-taken');
  await jobManager.cancel(job);
  await new Editor(page, place.address).state('Running').waitFor({ timeout: 60_000 });
  await expect.poll(() => runs.getByText(/waits for a slot/).count(), { timeout: 30_000 }).toBe(0);
  await context.close();
});
