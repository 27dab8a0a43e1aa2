import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { apiAt } from '../support/api.ts';
import { openTab, picture } from '../support/browser.ts';
import { Editor } from './editor.ts';
import { openPlace } from './place.ts';

const place = openPlace();
const { address } = place;

const comments = (page: Page) => page.locator('.react-flow__node-comment');
const field = (page: Page) => page.getByRole('textbox', { name: 'Comment', exact: true });
const named = (page: Page, text: string) => page.getByLabel(`Comment: ${text}`, { exact: true });

async function boxOf(page: Page, text: string) {
  const box = await named(page, text).boundingBox();
  if (!box) throw new Error(`the comment ${text} is not in sight`);
  return box;
}

async function drag(page: Page, from: { x: number; y: number }, dx: number, dy: number): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + dx, from.y + dy, { steps: 8 });
  await page.mouse.up();
}

/** The text of the open flow as it is stored. */
async function stored(page: Page): Promise<string> {
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  return (await apiAt(address).flows.get({ params: { id } })).text;
}

const specOf = (text: string) => (parse(text) as { spec: Record<'layout' | 'comments', Record<string, unknown>> }).spec;

test('comments by mouse: written, moved, made larger, behind nodes, undone, and there again', async ({
  onTestFailed,
}) => {
  const { page, context, faults } = await openTab(place.browser());
  onTestFailed(() => picture(page, 'comments-by-mouse'));
  const editor = new Editor(page, address);
  await editor.newFlow('comments by mouse');
  await page.getByRole('button', { name: 'Comment', exact: true }).first().click();
  await field(page).pressSequentially('plain <b>text</b>');
  await page.locator('.react-flow__pane').click({ position: { x: 40, y: 300 } });
  expect(await comments(page).locator('b').count()).toBe(0);
  const written = 'plain <b>text</b>';

  // Moved, then resized by its corner: one step back for each.
  const first = await boxOf(page, written);
  await drag(page, { x: first.x + 40, y: first.y + 40 }, -100, 60);
  const moved = await boxOf(page, written);
  expect(moved.x).toBeLessThan(first.x - 50);
  expect(moved.y).toBeGreaterThan(first.y + 30);
  await drag(page, { x: moved.x + moved.width, y: moved.y + moved.height }, 80, 40);
  const larger = await boxOf(page, written);
  expect(larger.width).toBeGreaterThan(moved.width + 40);
  expect(larger.height).toBeGreaterThan(moved.height + 20);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await boxOf(page, written)).width).toBeCloseTo(moved.width, 0);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await boxOf(page, written)).x).toBeCloseTo(first.x, 0);
  await page.keyboard.press('Control+z');
  await comments(page).getByText('Empty comment').waitFor();
  for (let i = 0; i < 3; i++) await page.keyboard.press('Control+Shift+z');
  await expect.poll(async () => (await boxOf(page, written)).width).toBeCloseTo(larger.width, 0);

  // Dragged from the palette; a node over a comment is the one that a click finds, though the comment is selected.
  const item = page.locator('.palette__item', { hasText: 'Comment' });
  await item.dragTo(page.locator('.react-flow'), { targetPosition: { x: 500, y: 120 } });
  await field(page).fill('bel');
  await page.keyboard.press('Escape');
  await named(page, 'bel').dblclick();
  await field(page).pressSequentially('ow');
  await page.keyboard.press('Escape');
  await editor.dragFromPalette('Filter', 500, 120);
  const below = await boxOf(page, 'below');
  await page.mouse.click(below.x + 4, below.y + below.height - 4);
  await page.locator('.react-flow__node-comment.selected').waitFor();
  const over = await page.evaluate(
    ([x, y]) => document.elementFromPoint(x as number, y as number)?.closest('.react-flow__node')?.className,
    [below.x + below.width / 2, below.y + below.height / 2],
  );
  expect(over).toContain('react-flow__node-flow');

  // Arranging moves nodes only.
  const sofar = ['text: below', 'width: 320', 'type: filter'];
  await expect
    .poll(async () => {
      const text = await stored(page);
      return sofar.filter((part) => !text.includes(part));
    })
    .toEqual([]);
  const before = specOf(await stored(page));
  await page.getByRole('button', { name: 'Arrange' }).click();
  await expect.poll(async () => specOf(await stored(page)).layout).not.toEqual(before.layout);
  const { comments: kept } = specOf(await stored(page));
  expect(kept).toEqual(before.comments);
  expect(kept['comment-1']).toMatchObject({ text: written, width: 320 });
  await page.reload();
  await named(page, 'below').waitFor();
  await page.getByRole('tab', { name: 'SQL' }).last().click();
  expect(await page.locator('.below').textContent()).not.toContain('below');
  expect(faults).toEqual([]);
  await context.close();
});

test('comments by keyboard: written, resized, found by arrows, copied with nodes, duplicated, deleted', async ({
  onTestFailed,
}) => {
  const { page, context, faults } = await openTab(place.browser());
  onTestFailed(() => picture(page, 'comments-by-keyboard'));
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const editor = new Editor(page, address);
  await editor.newFlow('comments by keyboard');
  await editor.dragFromPalette('Filter', 200, 200);
  await editor.node('filtered').click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  await field(page).pressSequentially('two\nlines');
  await page.keyboard.press('Escape');
  await page.locator('.react-flow__node-comment:focus').waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('End');
  await field(page).pressSequentially(' more');
  await page.keyboard.press('Escape');
  await named(page, 'two\nlines more').waitFor();

  // Wider and higher step by step: one step back for all of them.
  const size = async () => specOf(await stored(page)).comments['comment-1'];
  await expect.poll(size).toMatchObject({ width: 240, height: 96 });
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(`Control+Shift+${key}`);
  await expect.poll(size).toMatchObject({ width: 288, height: 120 });
  await page.keyboard.press('Control+z');
  await expect.poll(size).toMatchObject({ width: 240, height: 96 });

  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => editor.node('filtered').evaluate((n) => n === document.activeElement)).toBe(true);
  await page.keyboard.press('ArrowRight');
  await page.locator('.react-flow__node-comment:focus').waitFor();

  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await expect.poll(() => page.locator('.react-flow__node').count()).toBe(4);
  await page.keyboard.press('Control+d');
  await expect.poll(() => page.locator('.react-flow__node').count()).toBe(6);
  await page.keyboard.press('Delete');
  await expect.poll(() => page.locator('.react-flow__node').count()).toBe(4);
  await page.keyboard.press('Control+z');
  await expect.poll(() => page.locator('.react-flow__node').count()).toBe(6);
  await editor.saved();
  await expect.poll(() => stored(page)).toContain('comment-3');
  expect(faults).toEqual([]);
  await context.close();
});

describe.each(['light', 'dark'] as const)('in the %s', (scheme) => {
  test('axe finds nothing at comments, and they are in the map and in the list of keys', async () => {
    const { page, context, faults } = await openTab(place.browser(), scheme);
    const editor = new Editor(page, address);
    const sound = async () => expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await page.goto(address);
    await page.locator('.example').first().click();
    await page.locator('.react-flow__node-flow').nth(2).waitFor();
    await page.waitForTimeout(500);
    await page.keyboard.press('n');
    await field(page).fill('Orders of the shops, by region.\n\nThe totals go to the board of the sales team.');
    await picture(page, `comments-writing-${scheme}`);
    await sound();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Map' }).click();
    await page.locator('.flow-map').waitFor();
    await page.waitForTimeout(300);
    await picture(page, `comments-${scheme}`);
    await sound();
    await editor.saved();
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Write a comment on the canvas').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
});
