import type { Browser, Page } from 'playwright-core';
import { openTab } from '../../e2e/support/browser.ts';

/** The first example with its preview running. */
export async function openExample(browser: Browser, address: string): Promise<Page> {
  const { page } = await openTab(browser);
  await page.goto(address);
  await page.locator('.example').first().click();
  await page.locator('.events-table__body .events-table__row').first().waitFor({ timeout: 60_000 });
  await page.locator('.react-flow__node').first().click();
  return page;
}

/** Stops the preview, starts it from the earliest event, and gives the ms from that click to the first new row in the page. */
export async function clickToRow(page: Page): Promise<number> {
  await page.getByRole('button', { name: 'Stop preview' }).click();
  await page.getByRole('button', { name: /^From/ }).click();
  const choice = page.getByRole('menuitem', { name: /earliest/i });
  await choice.waitFor();
  await page.evaluate(() => {
    const times = window as unknown as { begun: number; took: number | undefined };
    times.took = undefined;
    document.addEventListener('click', () => (times.begun = performance.now()), { capture: true, once: true });
    // The old rows go when the new preview begins; the first row after that is the one meant.
    let cleared = document.querySelector('.events-table__body .events-table__row') === null;
    const look = () => {
      const row = document.querySelector('.events-table__body .events-table__row');
      if (row === null) cleared = true;
      if (row !== null && cleared) times.took = performance.now() - times.begun;
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await choice.click();
  await page.waitForFunction(() => (window as unknown as { took?: number }).took !== undefined, undefined, {
    timeout: 60_000,
  });
  return page.evaluate(() => (window as unknown as { took: number }).took);
}
