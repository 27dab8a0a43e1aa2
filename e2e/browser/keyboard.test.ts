import { expect, test } from 'vitest';
import { openTab, picture } from '../support/browser.ts';
import { Editor } from './editor.ts';
import { orders, sendOrders } from './orders.ts';
import { openPlace } from './place.ts';

const place = openPlace();
const { address } = place;

test('by keyboard alone: from the home page to live rows, undo and redo', async ({ onTestFailed }) => {
  await place.kafka().ensureTopics(['E2E.KEYS', 'E2E.KEYS.TOTALS'].map((name) => ({ name, partitions: 1 })));
  await sendOrders(place.kafka(), 'E2E.KEYS', orders(0, 200));
  const { page, context } = await openTab(place.browser());
  onTestFailed(() => picture(page, 'by-keyboard'));
  const editor = new Editor(page, address);
  const { keyboard } = page;
  const tabTo = async (name: RegExp) => {
    for (let i = 0; i < 40; i++) {
      await keyboard.press('Tab');
      const label = await page.evaluate(
        () => document.activeElement?.textContent || document.activeElement?.getAttribute('aria-label') || '',
      );
      if (name.test(label)) return;
    }
    throw new Error(`Tab never reached ${name}`);
  };

  await page.goto(address);
  await page.getByRole('button', { name: 'New flow' }).waitFor();
  await tabTo(/^New flow/);
  await keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Name' }).waitFor();
  await keyboard.type('by keyboard');
  await keyboard.press('Enter');
  await page.locator('.react-flow').waitFor();

  await keyboard.press('/');
  await keyboard.type('source');
  await keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Topic' }).waitFor();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('role')), { timeout: 10_000 })
    .toBe('combobox');
  await keyboard.type('E2E.KEYS');
  await keyboard.press('Enter');
  await editor.knowsColumn('ordertime');
  await keyboard.press('Escape');

  for (const [type, name] of [
    ['filter', 'filtered'],
    ['aggregate', 'totals'],
    ['destination', 'destination'],
  ] as const) {
    await keyboard.press('c');
    await page.getByRole('listbox', { name: 'Choices' }).waitFor();
    await keyboard.type(`new ${type === 'destination' ? 'event destination' : type}`);
    await keyboard.press('Enter');
    await editor.node(name).waitFor();
    if (type === 'filter') {
      await expect.poll(() => page.evaluate(() => document.activeElement?.classList.contains('cm-content'))).toBe(true);
      await keyboard.insertText("region = 'EMEA'");
      await keyboard.press('Escape');
    }
    if (type === 'destination') {
      await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('combobox');
      await keyboard.type('E2E.KEYS.TOTALS');
      await keyboard.press('Enter');
    }
    await keyboard.press('Escape');
    await page.locator('.react-flow__node:focus').waitFor();
  }
  await editor.saved();
  await editor.state('Valid').waitFor();

  // Out of the form again before its field has come: the cursor stays where it was asked to be.
  for (let i = 0; i < 5; i++) for (const key of ['Enter', 'Escape']) await keyboard.press(key);
  await page.waitForTimeout(500);
  await page.locator('.react-flow__node:focus').waitFor();

  // What is typed right after a key that leads into a field belongs to that field, however busy the browser is.
  await page.evaluate(() => {
    const press = (key: string) =>
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    for (const key of ['/', 'r']) press(key);
  });
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.matches('.palette input'))).toBe(true);
  await keyboard.type('fil');
  for (let i = 0; i < 2; i++) await keyboard.press('Escape');
  await page.locator('.react-flow__node:focus').waitFor();
  for (const name of ['kept', 'destination']) {
    await keyboard.press('F2');
    await keyboard.type(name);
    await keyboard.press('Enter');
    await page.locator(`.react-flow__node[data-id="${name}"]:focus`).waitFor();
  }

  await keyboard.press('Delete');
  await expect.poll(() => editor.node('destination').count()).toBe(0);
  await keyboard.press('Control+z');
  await editor.node('destination').waitFor();
  await keyboard.press('Control+Shift+z');
  await expect.poll(() => editor.node('destination').count()).toBe(0);
  await keyboard.press('Control+z');
  await editor.node('destination').waitFor();
  await editor.saved();

  await keyboard.press('ArrowLeft');
  const moved = page.locator('.react-flow__node:focus');
  const where = () => moved.evaluate((node: HTMLElement) => node.style.transform);
  await expect.poll(where).toMatch(/^translate/);
  const before = await where();
  const numbers = (transform: string) => transform.match(/-?[\d.]+/g)?.map(Number) ?? [];
  const [x = 0, y = 0] = numbers(before);
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await keyboard.press(`Shift+${key}`);
  await expect.poll(async () => numbers(await where())).toEqual([x + 24, y + 48]);
  await keyboard.press('Control+z');
  await expect.poll(where).toBe(before);
  await editor.saved();

  await keyboard.press('?');
  await page.getByRole('dialog', { name: /keys/i }).waitFor();
  await keyboard.press('Escape');

  // The preview shows events from now on: they keep coming until its row is there.
  let sent = 200;
  const feed = setInterval(() => {
    sent += 60;
    void sendOrders(place.kafka(), 'E2E.KEYS', orders(sent - 60, sent));
  }, 500);
  try {
    await editor.seesRow('totals', '2026-04-07');
  } finally {
    clearInterval(feed);
  }
  await context.close();
});
