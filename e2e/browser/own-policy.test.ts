import { expect, test } from 'vitest';
import { openTab } from '../support/browser.ts';
import { openPlace } from './place.ts';

const place = openPlace();

test('no page breaks its own content security policy, and none throws', async () => {
  const { page, context } = await openTab(place.browser());
  const broken: string[] = [];
  page.on('pageerror', (error) => broken.push(String(error)));
  await page.exposeFunction('breaks', (what: string) => broken.push(what));
  await page.addInitScript(`addEventListener('securitypolicyviolation', (e) =>
    breaks(e.effectiveDirective + ' ' + e.blockedURI + ' at ' + location.pathname))`);
  await page.goto(place.address);
  await page.locator('.example').first().click();
  await page.locator('.events-table__row').first().waitFor({ timeout: 60_000 });
  await page.locator('.react-flow__node').nth(1).click();
  await page.locator('.inspector .cm-content').first().waitFor();
  await page.goto(`${place.address}/network`);
  await page.getByRole('heading').first().waitFor();
  await page.goto(`${place.address}/nowhere`);
  await page.getByRole('link').first().waitFor();
  expect(broken).toEqual([]);
  await context.close();
});
