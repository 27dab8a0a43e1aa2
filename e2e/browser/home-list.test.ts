import { newFlowText } from '@headrace/flow';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiAt } from '../support/api.ts';
import { openTab, picture } from '../support/browser.ts';
import { violations } from './axe.ts';
import { openPlace } from './place.ts';

const place = openPlace();
const { address } = place;

const many = 1000;
const ids: string[] = [];

const { flows } = apiAt(address);

beforeAll(async () => {
  const make = async (i: number) => {
    const text = newFlowText(`listed ${i}`);
    const node = i % 10 === 0 ? text.replace('nodes: {}', 'nodes:\n    a: {type: no-such-type}') : text;
    ids.push((await flows.create({ body: { text: node, trusted: true } })).id);
  };
  for (let i = 1; i <= many; i += 20) await Promise.all(Array.from({ length: 20 }, (_, k) => make(i + k)));
});
afterAll(async () => {
  for (const id of ids) await flows.remove({ params: { id } });
});

const names = (page: Page) => page.locator('.flows__name').allInnerTexts();
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search the flows' });
const query = (page: Page) => new URL(page.url()).search;

test('a thousand flows: searched, filtered and sorted, all of it in the address', async ({ onTestFailed }) => {
  const { page, context, faults } = await openTab(place.browser());
  onTestFailed(() => picture(page, 'home-list'));
  await page.goto(address);
  await page.locator('.flows__name').first().waitFor();
  expect(await page.locator('.flows tbody tr').count()).toBe(50);
  await page.getByRole('button', { name: 'Name' }).click();
  await search(page).fill('listed 99');
  const found = Array.from({ length: many }, (_, i) => i + 1).filter((i) => String(i).includes('99'));
  await expect.poll(() => names(page)).toEqual(found.map((i) => `listed ${i}`));
  await page.getByRole('button', { name: 'Name' }).click();
  await expect.poll(async () => (await names(page))[0]).toBe('listed 999');
  await page.getByRole('button', { name: /^Has errors/ }).click();
  await expect.poll(() => names(page)).toEqual(['listed 990']);
  expect(query(page)).toBe('?q=listed+99&state=invalid&sort=name&order=desc');
  expect(await page.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe('descending');
  expect(await page.getByRole('status').innerText()).toMatch(/^1 of 1/);

  // The link shows somebody else the same.
  const other = await openTab(place.browser());
  await other.page.goto(page.url());
  await other.page.locator('.flows__name').first().waitFor();
  await expect.poll(() => names(other.page)).toEqual(['listed 990']);
  expect(await search(other.page).inputValue()).toBe('listed 99');
  await other.context.close();

  await search(page).fill('nothing is called so');
  await page.getByText('No flow matches the search and the states.').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Clear search and states' }).click();
  await expect.poll(async () => (await names(page)).length).toBe(50);
  expect(query(page)).toBe('?sort=name&order=desc');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('flow-search');

  // And back from a flow.
  await page.locator('.flows__name').nth(3).click();
  await page.locator('.react-flow').waitFor();
  await page.goBack();
  await page.locator('.flows__name').first().waitFor();
  expect(query(page)).toBe('?sort=name&order=desc');
  expect(faults).toEqual([]);
  await context.close();
});

test('its pages are reached by keyboard and have no fault that axe knows', async () => {
  for (const scheme of ['light', 'dark'] as const) {
    const { page, context } = await openTab(place.browser(), scheme);
    await page.goto(`${address}/?q=listed&sort=name`);
    await page.locator('.flows__name').first().waitFor();
    expect((await names(page))[0]).toBe('listed 1');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Next page' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await names(page))[0]).toBe('listed 51');
    expect(query(page)).toBe('?q=listed&sort=name&page=2');
    await page.getByRole('button', { name: 'State' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(async () => await page.locator('.flows tbody tr').first().innerText()).toContain('Has errors');
    expect(query(page)).toBe('?q=listed&sort=state');
    await context.close();
  }
});
