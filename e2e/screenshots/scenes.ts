import type { Page } from 'playwright-core';

/** Something worth showing, and the way to it. */
export interface Scene {
  /** Begins the file's name. */
  readonly name: string;
  show(page: Page, address: string): Promise<void>;
}

const node = (page: Page, name: string) => page.locator(`.react-flow__node[data-id="${name}"]`);
const rows = (page: Page) => page.locator('.events-table__body .events-table__row');

/** Opens an example and waits until its last node shows events. */
async function openExample(page: Page, address: string, title: string): Promise<void> {
  await page.goto(address);
  await page.locator('.example', { hasText: title }).click();
  await rows(page).nth(2).waitFor({ timeout: 60_000 });
}

export const scenes: readonly Scene[] = [
  {
    name: 'home',
    async show(page, address) {
      await page.goto(address);
      await page.locator('.example svg').nth(2).waitFor();
    },
  },
  {
    name: 'filter',
    async show(page, address) {
      await openExample(page, address, 'Orders by region');
      await node(page, 'emea').click();
      await page.locator('.inspector .cm-content').waitFor();
      await rows(page).nth(5).waitFor({ timeout: 60_000 });
    },
  },
  {
    name: 'side-by-side',
    async show(page, address) {
      await openExample(page, address, 'Sales by style');
      await page.getByRole('button', { name: 'Compare side by side' }).click();
      await rows(page).nth(8).waitFor({ timeout: 60_000 });
    },
  },
  {
    name: 'sql',
    async show(page, address) {
      await openExample(page, address, 'Busy doors');
      await page.locator('.react-flow__node').nth(1).click();
      await page.locator('.below').getByRole('tab', { name: 'SQL' }).click();
      await page.locator('.sql-view .code-selected').first().waitFor();
    },
  },
  {
    name: 'network-policies',
    async show(page, address) {
      await page.goto(`${address}/network?profile=ibm-event-automation&namespace=ep`);
      await page.getByRole('gridcell', { name: /^taskmanager to taskmanager, TCP 6121/ }).click();
      await page.locator('.net-why .cm-content').first().waitFor();
    },
  },
];
