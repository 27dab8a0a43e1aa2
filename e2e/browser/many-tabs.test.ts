import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allRoutes } from '@headrace/api';
import type { BrowserContext, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { apiAt } from '../support/api.ts';
import { picture } from '../support/browser.ts';
import { openPlace } from './place.ts';

const place = openPlace();
const { address } = place;

const examples = ['orders-by-region', 'sales-by-style', 'busy-doors'];

/** Browsers keep six connections to a host over HTTP/1.1, and each page may look at a preview of its own. */
const many = 30;

async function newFlow(example: string): Promise<string> {
  return (await apiAt(address).flows.create({ body: { example } })).id;
}

/** Opens so many pages of one browser at once, as it does after a restart, each on a flow of its own. */
async function openTabs(context: BrowserContext, count: number): Promise<Page[]> {
  const ids = await Promise.all(Array.from({ length: count }, (_, i) => newFlow(examples[i % examples.length] ?? '')));
  return Promise.all(
    ids.map(async (id) => {
      const page = await context.newPage();
      await page.goto(`${address}/flows/${id}`, { waitUntil: 'commit', timeout: 120_000 });
      return page;
    }),
  );
}

interface Shown {
  /** What the header says of the preview. */
  readonly preview: string;
  /** Events of the source since the preview began. */
  readonly counted: number;
  readonly banner: string;
}

/** What a page shows. Read by a script: a page in the background draws no frames, for which locators wait. */
const shownBy = (page: Page): Promise<Shown> =>
  page.evaluate(() => {
    const text = (selector: string) => document.querySelector(selector)?.textContent ?? '';
    const title = document.querySelector('.pane__count')?.getAttribute('title') ?? '';
    return {
      preview: text('.header__preview .state-word'),
      counted: Number(title.replace(/ events since.*/, '').replaceAll(' ', '')),
      banner: text('.banners'),
    };
  });

/** A busy machine may answer late for a part of it; a page in the background asks for that again when it is looked at. */
const isAway = (banner: string) => banner.includes('Headrace does not answer');

/** Waits until each page is live, has got events, and gets more of them. */
async function allGoOn(pages: readonly Page[]): Promise<void> {
  const isLive = ({ preview, counted, banner }: Shown) => preview.trim() === 'Live' && counted > 0 && !isAway(banner);
  const notLive = async () => {
    const shown = await Promise.all(pages.map(shownBy));
    return shown.flatMap((s, i) => (isLive(s) ? [] : [`${i}: ${JSON.stringify(s)}`]));
  };
  await expect.poll(notLive, { timeout: 180_000, interval: 1000 }).toEqual([]);
  const before = await Promise.all(pages.map(shownBy));
  const still = async () => {
    const now = await Promise.all(pages.map(shownBy));
    return now.flatMap(({ counted }, i) => (counted > (before[i]?.counted ?? 0) ? [] : [`${i}: ${counted}`]));
  };
  await expect.poll(still, { timeout: 60_000, interval: 1000 }).toEqual([]);
}

function crash(part: 'backend'): void {
  const { pid } = JSON.parse(readFileSync(join(place.dataDir, 'run', `${part}.pid`), 'utf8')) as { pid: number };
  process.kill(pid, 'SIGKILL');
}

test(`${many} tabs of one browser are live at once over plain HTTP, also after the backend was started again`, {
  timeout: 900_000,
}, async ({ onTestFailed }) => {
  expect(address).toMatch(/^http:/);
  const context = await place.browser().newContext({ viewport: { width: 1000, height: 700 } });
  const pages = await openTabs(context, many);
  onTestFailed(() => picture(pages[0] as Page, 'many-tabs'));
  await allGoOn(pages);
  // Rows are laid out when somebody looks.
  for (const page of [pages[0], pages[14], pages[29]] as Page[]) {
    await page.bringToFront();
    await page.locator('.events-table__row').nth(1).waitFor({ timeout: 60_000 });
  }
  // What the pages ask beside their events is answered while all of them are live.
  const { path } = allRoutes.system.health;
  const asked = pages.map((page) => page.evaluate(async (url) => (await fetch(url)).status, path));
  expect(new Set(await Promise.all(asked))).toEqual(new Set([200]));

  crash('backend');
  const banners = async () => (await Promise.all(pages.map(shownBy))).filter(({ banner }) => !isAway(banner)).length;
  await expect.poll(banners, { timeout: 60_000, interval: 100 }).toBe(0);
  await allGoOn(pages);

  const last = pages.pop() as Page;
  for (const page of pages) await page.close();
  await allGoOn([last]);
  await last.reload();
  await allGoOn([last]);
  await context.close();
});

test('a browser without shared workers keeps the page up to date that was looked at last', async ({ onTestFailed }) => {
  const context = await place.browser().newContext({ viewport: { width: 1000, height: 700 } });
  await context.addInitScript(() => Reflect.deleteProperty(globalThis, 'SharedWorker'));
  const pages = await openTabs(context, 8);
  onTestFailed(() => picture(pages[0] as Page, 'no-shared-workers'));
  const isPaused = async (page: Page) => (await shownBy(page)).banner.includes('one page up to date at a time');
  const paused = async () => (await Promise.all(pages.map(isPaused))).filter((p) => p).length;
  await expect.poll(paused, { timeout: 60_000 }).toBe(pages.length - 1);
  for (const page of [pages[0], pages[7], pages[0]] as Page[]) {
    // The pages of a browser that a test drives always have the focus, so it is told them by hand.
    await page.evaluate(() => dispatchEvent(new Event('focus')));
    await allGoOn([page]);
    const others = pages.filter((other) => other !== page);
    await expect
      .poll(async () => (await Promise.all(others.map(isPaused))).filter((p) => !p), { timeout: 30_000 })
      .toEqual([]);
  }
  await context.close();
});
