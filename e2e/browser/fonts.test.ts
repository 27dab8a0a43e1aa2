import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openTab } from '../support/browser.ts';
import { openPlace } from './place.ts';

const place = openPlace();
const { address } = place;

/** Families and weights that the page has loaded. */
const loaded = (page: Page) =>
  page.evaluate(() =>
    [...document.fonts]
      .filter((font) => font.status === 'loaded')
      .map((font) => `${font.family.replaceAll(/["']/g, '')} ${font.weight}`)
      .sort(),
  );

test('the pages are drawn in IBM Plex from their own address; what is not needed at once is not fetched', async () => {
  const { page, context, faults } = await openTab(place.browser());
  const fonts: string[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('.woff2')) fonts.push(`${response.status()} ${response.headers()['content-type']}`);
  });
  await page.goto(address);
  await page.locator('.example').first().waitFor();
  expect(await loaded(page)).toEqual(['IBM Plex Sans 400', 'IBM Plex Sans 600']);
  expect(fonts).toEqual(['200 font/woff2', '200 font/woff2']);
  // Whether a text has the width that Plex gives it, and not that of what stands in for it.
  const widths = await page.evaluate(() => {
    const context = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
    return ["16px 'IBM Plex Sans'", '16px system-ui'].map((font) => {
      context.font = font;
      return context.measureText('Headrace shows events').width;
    });
  });
  expect(widths[0]).not.toBe(widths[1]);
  expect(await page.evaluate(() => getComputedStyle(document.body).fontFamily)).toMatch(/^"?IBM Plex Sans/);

  await page.locator('.example').first().click();
  await page.locator('.react-flow__node').nth(1).click();
  await page.locator('.inspector .cm-content').waitFor();
  await expect.poll(() => loaded(page)).toContain('IBM Plex Mono 400');
  expect(faults).toEqual([]);
  await context.close();
});

test('a name with letters of Central Europe is drawn in it too', async () => {
  const { page, context } = await openTab(place.browser());
  await page.goto(address);
  await page.locator('.example').first().waitFor();
  await page.getByRole('searchbox', { name: 'Search the flows' }).fill('Příklad łódź');
  await expect.poll(async () => (await loaded(page)).filter((font) => font === 'IBM Plex Sans 400').length).toBe(2);
  await context.close();
});

test('texts stay where they are when the fonts come', async () => {
  const { page, context } = await openTab(place.browser());
  // Slower than the page: nothing may be drawn anew when they are there.
  await page.route('**/*.woff2', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue();
  });
  await page.goto(address, { waitUntil: 'commit' });
  const heading = page.getByRole('heading', { name: 'Flows' });
  await heading.waitFor();
  const width = () => heading.evaluate((h) => h.scrollWidth + (h.firstChild ? 0 : 1));
  const measure = async () => ({
    width: await width(),
    text: await heading.evaluate((h) => {
      const range = document.createRange();
      range.selectNodeContents(h);
      return range.getBoundingClientRect().width;
    }),
  });
  const before = await measure();
  await page.waitForTimeout(2500);
  expect(await measure()).toEqual(before);
  await context.close();
});
