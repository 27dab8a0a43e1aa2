import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openTab, picture, type Tab } from '../support/browser.ts';
import { Editor } from './editor.ts';
import { openPlace } from './place.ts';

const place = openPlace();
const { address } = place;

/** An example, as far as its nodes are drawn. */
async function openExample(page: Page): Promise<void> {
  await page.goto(address);
  await page.locator('.example').first().click();
  await page.locator('.react-flow__node').first().waitFor();
}

const filter = (page: Page) => page.locator('.react-flow__node', { hasText: 'Not matching' });

async function close({ context, faults }: Tab): Promise<void> {
  expect(faults).toEqual([]);
  await context.close();
}

test('a field whose editor cannot be loaded says so, and the rest of the page stays usable', async ({
  onTestFailed,
}) => {
  const tab = await openTab(place.browser());
  const { page } = tab;
  onTestFailed(() => picture(page, 'broken-field'));
  await page.route(/\/expression-editor-[^/]*\.js$/, (route) => route.abort());
  await openExample(page);
  await filter(page).click();
  const editor = new Editor(page, address);
  const message = editor.inspector.getByRole('alert');
  await message.getByText(/^The field “.*” cannot be shown\.$/).waitFor();
  await message.getByText(/Its value is kept, and the other fields can be changed\./).waitFor();
  // The node can be renamed, another one is shown, and what is drawn is saved.
  const name = editor.inspector.getByRole('textbox', { name: 'Name of the node' });
  await name.fill('still here');
  await name.press('Enter');
  await editor.node('still here').waitFor();
  await page.locator('.react-flow__node').first().click();
  await editor.inspector.getByRole('combobox', { name: 'Topic' }).waitFor();
  await editor.saved();
  await close(tab);
});

test('a tab that cannot be loaded says so, and the other tabs stay usable', async ({ onTestFailed }) => {
  const tab = await openTab(place.browser());
  const { page } = tab;
  onTestFailed(() => picture(page, 'broken-tab'));
  await page.route(/\/sql-panel-[^/]*\.js$/, (route) => route.abort());
  await openExample(page);
  const below = page.getByRole('region', { name: 'Events', exact: true });
  await below.getByRole('tab', { name: 'SQL' }).click();
  await below.getByText('“SQL” cannot be shown.').waitFor();
  await below.getByRole('tab', { name: /Problems/ }).click();
  await expect.poll(() => below.getByText('cannot be shown').count()).toBe(0);
  await close(tab);
});

test('a page that cannot be loaded says so, with the way to the flows', async ({ onTestFailed }) => {
  const tab = await openTab(place.browser());
  const { page } = tab;
  onTestFailed(() => picture(page, 'broken-page'));
  await page.route(/\/network-page-[^/]*\.js$/, (route) => route.abort());
  await page.goto(`${address}/network`);
  await page.getByText('This page cannot be shown.').waitFor();
  await page.getByRole('link', { name: 'All flows' }).click();
  await page.locator('.example').first().waitFor();
  await close(tab);
});

/** Runs this at the beginning of each compile worker of the page. */
async function sabotage(page: Page, code: string): Promise<void> {
  await page.route(/\/worker-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    await route.fulfill({ response, body: `${code}\n${body}` });
  });
}

test('a compiler that hangs on a change is ended; the change is saved, and undo compiles it again', async ({
  onTestFailed,
}) => {
  const tab = await openTab(place.browser());
  const { page } = tab;
  onTestFailed(() => picture(page, 'hanging-compiler'));
  await sabotage(
    page,
    `addEventListener('message', ({ data }) => {
      const { kind, text, patches } = data;
      if ((kind === 'open' && text.includes('HANG')) || (kind === 'edit' && JSON.stringify(patches).includes('HANG'))) for (;;);
    });`,
  );
  await openExample(page);
  const editor = new Editor(page, address);
  await editor.saved();
  await filter(page).click();
  await editor.writeCondition("region = 'HANG'");
  await page.getByRole('tab', { name: /Problems/ }).click();
  await page.getByText(/Compiling the flow did not end within 20 s/).waitFor({ timeout: 60_000 });
  await editor.saved();
  await page.locator('.react-flow').click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('Control+z');
  await expect.poll(() => page.getByText(/did not end within/).count(), { timeout: 60_000 }).toBe(0);
  await editor.saved();
  await close(tab);
});

test('a compile worker that ends on a change says so, and goes on with the next', async ({ onTestFailed }) => {
  const tab = await openTab(place.browser());
  const { page } = tab;
  onTestFailed(() => picture(page, 'ending-compiler'));
  await sabotage(
    page,
    `addEventListener('message', ({ data }) => {
      const { kind, text, patches } = data;
      if (kind === 'open' && text.includes('THROW')) throw new Error('sabotage');
      if (kind === 'edit' && JSON.stringify(patches).includes('THROW')) throw new Error('sabotage');
    });`,
  );
  await openExample(page);
  const editor = new Editor(page, address);
  await filter(page).click();
  await editor.writeCondition("region = 'THROW'");
  await page.getByRole('tab', { name: /Problems/ }).click();
  await page.getByText(/Compiling the flow stopped unexpectedly/).waitFor({ timeout: 60_000 });
  await editor.writeCondition("region = 'NA'");
  await page.locator('.react-flow__node', { hasText: "region = 'NA'" }).waitFor({ timeout: 60_000 });
  await editor.saved();
  await close(tab);
});
