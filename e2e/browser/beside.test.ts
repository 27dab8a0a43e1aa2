import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openTab, picture } from '../support/browser.ts';
import { openPlace } from './place.ts';

const place = openPlace();
const { address } = place;

/** A copy of an example, by its number from 0. @returns the id of the flow */
async function copyOfExample(page: Page, number: number): Promise<string> {
  await page.goto(address);
  await page.locator('.example').nth(number).click();
  await page.locator('.react-flow__node').first().waitFor();
  const id = /\/flows\/([^/?]+)/.exec(page.url())?.[1];
  if (id === undefined) throw new Error(`no flow was opened: ${page.url()}`);
  return id;
}

async function openBeside(page: Page, left: string, right: string, query = ''): Promise<readonly [Locator, Locator]> {
  await page.goto(`${address}/flows/${left}/beside/${right}${query}`);
  const sides = ['Left', 'Right'].map((name) => page.getByRole('region', { name, exact: true })) as [Locator, Locator];
  for (const side of sides) await side.locator('.react-flow__node').first().waitFor();
  return sides;
}

const nameOf = (side: Locator) => side.getByRole('textbox', { name: 'Name of the flow' });
const nodesOf = (side: Locator) => side.locator('.react-flow__node');
const saved = (side: Locator) => side.locator('.header__saved', { hasText: 'Saved' }).waitFor();
const filterOf = (side: Locator) => side.locator('.react-flow__node', { hasText: 'Not matching' });

/** Writes the condition of the only filter of an example. */
async function writeCondition(side: Locator, text: string): Promise<void> {
  await filterOf(side).click();
  await side.locator('.inspector .cm-content').first().click();
  await side.page().keyboard.press('Control+A');
  await side.page().keyboard.insertText(text);
  await side.page().keyboard.press('Escape');
}

async function rename(side: Locator, name: string): Promise<void> {
  await nameOf(side).fill(name);
  await nameOf(side).press('Enter');
}

test('two flows side by side: edits, keys, events and saving belong to one each', async ({ onTestFailed }) => {
  const { page, context, faults } = await openTab(place.browser());
  onTestFailed(() => picture(page, 'beside-two-flows'));
  const ids = [await copyOfExample(page, 0), await copyOfExample(page, 1)] as const;
  const [left, right] = await openBeside(page, ...ids);
  await rename(left, 'on the left');
  await rename(right, 'on the right');
  await Promise.all([saved(left), saved(right)]);

  // Both show events of their own.
  for (const side of [left, right]) await side.locator('.events-table__row').nth(1).waitFor({ timeout: 60_000 });

  // Keys are meant for the side that was used last.
  const undoing = (side: Locator, what: RegExp) => side.getByRole('button', { name: what }).waitFor();
  await nodesOf(right).first().click();
  await page.keyboard.press('Delete');
  await undoing(right, /^Undo: Delete /);
  await undoing(left, /^Undo: Rename the flow$/);
  await nodesOf(left).first().click();
  await page.keyboard.press('Control+D');
  await undoing(left, /^Undo: Paste$/);
  await undoing(right, /^Undo: Delete /);
  await right.locator('.react-flow__pane').click({ position: { x: 300, y: 400 } });
  await page.keyboard.press('Control+z');
  await undoing(right, /^Redo: Delete /);
  await undoing(left, /^Undo: Paste$/);
  await Promise.all([saved(left), saved(right)]);

  // No two elements of the page have one id.
  const twice = await page.evaluate(() => {
    const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
    return ids.filter((id, i) => ids.indexOf(id) !== i);
  });
  expect(twice).toEqual([]);

  await page.goto(`${address}/flows/${ids[1]}`);
  await nodesOf(page.locator('body')).first().waitFor();
  expect(await nameOf(page.locator('body')).inputValue()).toBe('on the right');
  expect(faults).toEqual([]);
  await context.close();
});

test('two versions of one flow side by side: the later save is a conflict on its side alone', async ({
  onTestFailed,
}) => {
  const { page, context, faults } = await openTab(place.browser());
  onTestFailed(() => picture(page, 'beside-two-versions'));
  const id = await copyOfExample(page, 0);
  const [left, right] = await openBeside(page, id, id);
  await writeCondition(left, "region = 'SA'");
  await saved(left);
  // The right side still shows the version before, and works on.
  expect(await filterOf(right).locator('.flow-node__does').textContent()).toBe("region = 'EMEA'");
  await writeCondition(right, "region = 'ANZ'");
  await right.getByText('Changed by someone else').waitFor();
  await saved(left);
  await filterOf(left).getByText("region = 'SA'").waitFor();
  await filterOf(right).getByText("region = 'ANZ'").waitFor();
  await right.getByRole('button', { name: 'Compare', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Changed by someone else' });
  await dialog.getByText("region = 'SA'").waitFor();
  await dialog.getByRole('button', { name: 'Take theirs' }).click();
  await filterOf(right).getByText("region = 'SA'").waitFor();
  await saved(right);
  expect(faults).toEqual([]);
  await context.close();
});

test('a version that was saved before stands beside the newest; it becomes the newest by "Keep mine"', async ({
  onTestFailed,
}) => {
  const { page, context, faults } = await openTab(place.browser());
  onTestFailed(() => picture(page, 'beside-older-version'));
  const id = await copyOfExample(page, 0);
  const [, only] = await openBeside(page, id, id);
  await writeCondition(only, "region = 'SA'");
  await saved(only);
  const [old, newest] = await openBeside(page, id, id, '?left=1');
  await filterOf(old).getByText("region = 'EMEA'").waitFor();
  await filterOf(newest).getByText("region = 'SA'").waitFor();
  await picture(page, 'beside-older-version');
  await rename(old, 'as it was');
  await old.getByText('Changed by someone else').waitFor();
  await old.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Keep mine' }).click();
  await saved(old);
  await page.goto(`${address}/flows/${id}`);
  await filterOf(page.locator('body')).getByText("region = 'EMEA'").waitFor();
  // There is no such version.
  await page.goto(`${address}/flows/${id}/beside/${id}?right=4000`);
  await page.getByRole('region', { name: 'Right' }).getByText('This flow has no such version').waitFor();
  expect(faults).toEqual([]);
  await context.close();
});
