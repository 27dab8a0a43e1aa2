import { describe, expect, test } from 'vitest';
import { openTab } from '../support/browser.ts';
import { violations } from './axe.ts';
import { Editor } from './editor.ts';
import { openPlace } from './place.ts';

const place = openPlace();
const { address } = place;

describe.each(['light', 'dark'] as const)('axe finds nothing in the %s', (scheme) => {
  test('on the home page and in its dialog', async () => {
    const { page, context, faults } = await openTab(place.browser(), scheme);
    await page.goto(address);
    await page.locator('.example').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'New flow' }).click();
    await page.getByRole('textbox', { name: 'Name' }).waitFor();
    await page.waitForTimeout(500);
    expect(await violations(page)).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });

  test('in the editor: canvas with live rows, each tab of each node, problems, SQL, dialogs', async () => {
    const { page, context, faults } = await openTab(place.browser(), scheme);
    const editor = new Editor(page, address);
    await page.goto(address);
    await page.locator('.example').first().click();
    await page.locator('.events-table__row').nth(1).waitFor();
    const names = await page
      .locator('.react-flow__node')
      .evaluateAll((all) => all.map((n) => n.getAttribute('data-id') ?? ''));
    expect(names.length).toBeGreaterThan(2);
    expect(await violations(page)).toEqual([]);
    for (const name of names) {
      await editor.node(name).click();
      for (const tab of await editor.inspector.getByRole('tab').all()) {
        await tab.click();
        expect(await violations(page, '.inspector'), `${name}, ${await tab.textContent()}`).toEqual([]);
      }
    }
    for (const tab of ['Problems', 'SQL', 'Runs']) {
      await page.getByRole('tab', { name: tab }).last().click();
      await page.waitForTimeout(300);
      expect(await violations(page, '.below'), tab).toEqual([]);
    }
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('dialog', { name: /^Run / }).waitFor();
    await page.waitForTimeout(500);
    expect(await violations(page), 'run dialog').toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });
});
