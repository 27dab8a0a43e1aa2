import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allRoutes } from '@headrace/api';
import { limits } from '@headrace/topology';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openTab, picture } from '../support/browser.ts';
import { violations } from './axe.ts';
import { Editor } from './editor.ts';
import { orders, sendOrders } from './orders.ts';
import { openPlace } from './place.ts';

const place = openPlace();
const { address } = place;

/** An example on live events, with rows on the screen. */
async function liveExample(page: Page): Promise<void> {
  await page.goto(address);
  await page.locator('.example').first().click();
  await page.locator('.events-table__row').nth(1).waitFor({ timeout: 60_000 });
}

/** Ends a part as a crash would: the part that `headrace up` started under this name. */
function crash(part: 'flink' | 'kafka' | 'backend'): void {
  const { pid } = JSON.parse(readFileSync(join(place.dataDir, 'run', `${part}.pid`), 'utf8')) as { pid: number };
  process.kill(pid, 'SIGKILL');
}

const live = (page: Page) => page.locator('.header__preview').getByText('Live');

test('a slip in an expression is named under its field and at its node, and gone when it is mended', async ({
  onTestFailed,
}) => {
  const { page, context } = await openTab(place.browser());
  onTestFailed(() => picture(page, 'slip'));
  await liveExample(page);
  const filter = page.locator('.react-flow__node', { hasText: 'Not matching' });
  await filter.click();
  const editor = new Editor(page, address);
  await editor.writeCondition("regon = 'EMEA'");
  await editor.inspector.getByText(/no property 'regon'/).waitFor({ timeout: 30_000 });
  await page
    .locator('.flow-node--error', { hasText: 'Not matching' })
    .or(page.locator('.flow-node--fault', { hasText: 'Not matching' }))
    .first()
    .waitFor();
  await page.getByRole('tab', { name: /Problems/ }).click();
  const problem = page.locator('.problem', { hasText: 'regon' });
  await problem.waitFor();
  // The help of the code is there at both places, by keyboard.
  for (const place of [problem, editor.inspector]) {
    const learn = place.getByRole('button', { name: 'Learn more about planner/unknown-column' });
    await learn.focus();
    await page.keyboard.press('Enter');
    await place.getByText('There is no such property', { exact: true }).waitFor();
  }
  expect(await violations(page, '.below')).toEqual([]);
  expect(await violations(page, '.inspector')).toEqual([]);
  await editor.writeCondition("region = 'NA'");
  await expect.poll(() => page.locator('.problem', { hasText: 'regon' }).count(), { timeout: 30_000 }).toBe(0);
  await editor.saved();
  await context.close();
});

test('two people change one flow: the second is told, compares and chooses', async ({ onTestFailed }) => {
  const first = await openTab(place.browser());
  onTestFailed(() => picture(first.page, 'two-people'));
  await liveExample(first.page);
  const second = await openTab(place.browser());
  await second.page.goto(first.page.url());
  await second.page.locator('.react-flow__node').first().waitFor();
  const change = async (page: Page, condition: string) => {
    await page.locator('.react-flow__node', { hasText: 'Not matching' }).click();
    await new Editor(page, address).writeCondition(condition);
  };
  await change(second.page, "region = 'SA'");
  await new Editor(second.page, address).saved();
  await change(first.page, "region = 'ANZ'");
  await first.page.getByRole('button', { name: 'Compare', exact: true }).click();
  const dialog = first.page.getByRole('dialog', { name: 'Changed by someone else' });
  await dialog.getByText("region = 'SA'").waitFor();
  await dialog.getByRole('button', { name: 'Keep mine' }).click();
  await new Editor(first.page, address).saved();
  await second.page.reload();
  await second.page.locator('.react-flow__node', { hasText: "region = 'ANZ'" }).waitFor();
  await first.context.close();
  await second.context.close();
});

test('broken messages in a topic are named, and the others are shown', async ({ onTestFailed }) => {
  await place.kafka().ensureTopics([{ name: 'E2E.BROKEN', partitions: 1 }]);
  await sendOrders(place.kafka(), 'E2E.BROKEN', orders(0, 20));
  await place
    .kafka()
    .send(
      ['{broken', '[1]', 'null', '{"id": "no number"}'].map((value) => ({ topic: 'E2E.BROKEN', key: null, value })),
    );
  const { page, context } = await openTab(place.browser());
  onTestFailed(() => picture(page, 'broken'));
  const editor = new Editor(page, address);
  await editor.newFlow('broken');
  await editor.dragFromPalette('Event source', 200, 120);
  await editor.chooseTopic('E2E.BROKEN');
  await editor.knowsColumn('region');
  await editor.saved();
  await editor.previewFrom(/earliest/i);
  await editor.seesRow('e2e broken', 'EMEA');
  await editor.inspector.getByText('3 of 24 recent messages could not be read as JSON objects').waitFor();
  await context.close();
});

test('more pages than one person may have open: the page says what to do, and goes on by itself', async () => {
  const { page, context } = await openTab(place.browser());
  const others = new AbortController();
  // Programs count as pages do. What the gateway passes on is counted where it is served.
  const fill = Array.from({ length: limits.streamsOfPerson.most }, () =>
    fetch(`${address}${allRoutes.events.follow.path}`, { signal: others.signal }),
  );
  await Promise.all(fill);
  await page.goto(address);
  await page.getByText(limits.streamsOfPerson.message).waitFor({ timeout: 30_000 });
  others.abort();
  await expect
    .poll(() => page.getByText(limits.streamsOfPerson.message).count(), { timeout: 60_000, interval: 500 })
    .toBe(0);
  await context.close();
});

test('a check that is refused for now is asked again, and what was known of the flow stays', async ({
  onTestFailed,
}) => {
  const { page, context } = await openTab(place.browser());
  onTestFailed(() => picture(page, 'check-refused'));
  await liveExample(page);
  const { answer, message, retryAfter } = limits.checksOfPerson;
  let refusals = 0;
  await page.route(`**${allRoutes.checks.check.path}*`, (route) => {
    if (refusals++ >= 3) return route.continue();
    const body = JSON.stringify({ code: 'limit/checks-of-person', status: answer, title: message });
    const headers = { 'content-type': 'application/problem+json', 'retry-after': String(retryAfter) };
    return route.fulfill({ status: answer, headers, body });
  });
  await page.locator('.react-flow__node', { hasText: 'Not matching' }).click();
  const editor = new Editor(page, address);
  await editor.writeCondition("regon = 'EMEA'");
  await page.getByRole('tab', { name: /Problems/ }).click();
  await expect.poll(() => refusals, { timeout: 30_000 }).toBeGreaterThan(0);
  expect(await page.getByText("Flink's planner does not answer").count()).toBe(0);
  await page.locator('.problem', { hasText: 'regon' }).waitFor({ timeout: 60_000 });
  expect(refusals).toBeGreaterThan(3);
  await editor.saved();
  await context.close();
});

test.each(['flink', 'kafka'] as const)(
  '%s dies in the middle: the screen says so, and goes on by itself',
  async (part) => {
    const { page, context } = await openTab(place.browser());
    await liveExample(page);
    await live(page).waitFor({ timeout: 60_000 });
    crash(part);
    await expect.poll(() => live(page).isVisible(), { timeout: 60_000, interval: 200 }).toBe(false);
    await live(page).waitFor({ timeout: 120_000 });
    const last = page.locator('.events-table__row').nth(1);
    const before = await last.textContent();
    await expect.poll(() => last.textContent(), { timeout: 60_000 }).not.toBe(before);
    await context.close();
  },
);

test('the backend dies while somebody draws: nothing that was drawn is lost', async () => {
  const { page, context } = await openTab(place.browser());
  await liveExample(page);
  crash('backend');
  await page.locator('.react-flow__node', { hasText: 'Not matching' }).click();
  await new Editor(page, address).writeCondition("region = 'APAC'");
  const changed = page.locator('.react-flow__node', { hasText: "region = 'APAC'" });
  await changed.waitFor();
  // Not saved yet, since nobody is there to save it: the page keeps it until somebody is.
  await page.reload();
  await changed.waitFor({ timeout: 60_000 });
  await new Editor(page, address).saved();
  const other = await openTab(place.browser());
  await other.page.goto(page.url());
  await other.page.locator('.react-flow__node', { hasText: "region = 'APAC'" }).waitFor({ timeout: 60_000 });
  await other.context.close();
  await context.close();
});
