import { newFlowText } from '@headrace/flow';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { apiAt } from '../support/api.ts';
import { openTab, picture } from '../support/browser.ts';
import { violations } from './axe.ts';
import { Editor } from './editor.ts';
import { openPlace } from './place.ts';

const place = openPlace();
const { address } = place;

const withSpec = (name: string, spec: string) => newFlowText(name).replace(/ {2}nodes: \{\}\n {2}layout: \{\}/, spec);

/** A flow of the sample orders: a source, a filter, an aggregate. */
function flowText(name: string, gap: number): string {
  const columns = '[{name: region, type: STRING}, {name: quantity, type: INT}]';
  const source = `{type: kafka-source, config: {connection: local, topic: ORDERS, columns: ${columns}}}`;
  return withSpec(
    name,
    `  nodes:
    orders: ${source}
    emea: {type: filter, from: orders, config: {expression: "region = 'EMEA'"}}
    total: {type: aggregate, from: emea, config: {window: {kind: none}, groupBy: [region], functions: [{function: COUNT}]}}
  layout:
    orders: {x: 0, y: 0}
    emea: {x: ${gap}, y: 0}
    total: {x: ${2 * gap}, y: 0}`,
  );
}

async function openFlow(page: Page, name: string, gap = 270): Promise<Editor> {
  const { id } = await apiAt(address).flows.create({ body: { text: flowText(name, gap), trusted: true } });
  await page.goto(`${address}/flows/${id}`);
  const editor = new Editor(page, address);
  await editor.node('orders').waitFor();
  return editor;
}

async function middleOf(found: Locator): Promise<{ x: number; y: number }> {
  const box = await found.boundingBox();
  if (!box) throw new Error('it is not in sight');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

const menu = (page: Page) => page.getByRole('menu');
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '');
const zoom = (page: Page) => page.locator('.canvas-toolbar__zoom');

describe('dropping from the palette', () => {
  test.each([
    ['on the words of an empty canvas', '.canvas-empty h2'],
    ['on the button of an empty canvas', '.canvas-empty button'],
    ['on the toolbar', '.canvas-toolbar'],
  ])('a node lands %s', async (where, target) => {
    const { page, context } = await openTab(place.browser());
    const editor = new Editor(page, address);
    await editor.newFlow(`dropped ${where}`);
    const wanted = await middleOf(page.locator(target).first());
    await page.locator('.palette__item', { hasText: 'Event source' }).dragTo(page.locator(target).first());
    const node = page.locator('.react-flow__node');
    await node.waitFor();
    const at = await middleOf(node);
    expect(Math.abs(at.x - wanted.x)).toBeLessThan(3);
    expect(Math.abs(at.y - wanted.y)).toBeLessThan(3);
    await context.close();
  });
});

describe('the size of the drawing', () => {
  test('a flow that fits is drawn at 100 %, at first and by "Show all"; the toolbar leads back to it', async () => {
    const { page, context } = await openTab(place.browser());
    // Three nodes of 220 and two gaps take 1,160 of the 1,200 pixels beside the palette: a margin in percent would shrink them.
    await openFlow(page, 'small', 470);
    await expect.poll(() => zoom(page).textContent()).toBe('100 %');
    await page.getByRole('button', { name: 'Zoom out' }).click();
    await expect.poll(() => zoom(page).textContent()).not.toBe('100 %');
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(() => zoom(page).textContent()).toBe('100 %');
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await expect.poll(() => zoom(page).textContent()).not.toBe('100 %');
    await zoom(page).click();
    await expect.poll(() => zoom(page).textContent()).toBe('100 %');
    await context.close();
  });

  test('a small flow that does not fit begins at the left at 100 %; "Show all" makes it smaller until all is in sight', async () => {
    const { page, context } = await openTab(place.browser());
    const editor = await openFlow(page, 'wide', 700);
    await expect.poll(() => zoom(page).textContent()).toBe('100 %');
    expect((await editor.node('orders').boundingBox())?.x).toBeGreaterThan(
      (await page.locator('.react-flow').boundingBox())?.x ?? 0,
    );
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(async () => Number.parseInt((await zoom(page).textContent()) ?? '', 10)).toBeLessThan(90);
    const pane = await page.locator('.react-flow').boundingBox();
    for (const name of ['orders', 'total']) {
      const box = await editor.node(name).boundingBox();
      expect(box?.x).toBeGreaterThan(pane?.x ?? 0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThan((pane?.x ?? 0) + (pane?.width ?? 0));
    }
    await context.close();
  });

  test('a flow that was whole in sight stays so beside the inspector; "Show all" leads back to 100 % without it', async () => {
    const { page, context } = await openTab(place.browser());
    const editor = await openFlow(page, 'whole', 470);
    await expect.poll(() => zoom(page).textContent()).toBe('100 %');
    for (const name of ['total', 'orders', 'emea']) {
      await editor.node(name).click();
      await editor.inspector.waitFor();
      for (const other of ['orders', 'emea', 'total'])
        await expect
          .poll(async () => {
            const [box, pane] = [
              await editor.node(other).boundingBox(),
              await page.locator('.react-flow').boundingBox(),
            ];
            return box !== null && pane !== null && box.x >= pane.x && box.x + box.width <= pane.x + pane.width;
          })
          .toBe(true);
    }
    await page.locator('.react-flow__pane').click({ position: { x: 5, y: 300 } });
    await expect.poll(() => editor.inspector.count()).toBe(0);
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(() => zoom(page).textContent()).toBe('100 %');
    await context.close();
  });

  test('the inspector is there while a node is selected, and never covers it', async () => {
    const { page, context } = await openTab(place.browser());
    const editor = await openFlow(page, 'covered', 470);
    await expect.poll(() => editor.inspector.count()).toBe(0);
    const pane = async () => {
      const box = await page.locator('.react-flow').boundingBox();
      return { left: box?.x ?? 0, right: (box?.x ?? 0) + (box?.width ?? 0) };
    };
    const wide = await pane();
    const at = await middleOf(editor.node('total'));
    await page.mouse.move(at.x, at.y);
    await page.mouse.down();
    await page.mouse.move(at.x, at.y + 30, { steps: 4 });
    expect(await pane(), 'while the node is dragged').toEqual(wide);
    await page.mouse.up();
    await editor.inspector.waitFor();
    await expect
      .poll(async () => {
        const box = await editor.node('total').boundingBox();
        return (box?.x ?? 0) + (box?.width ?? 0) <= (await pane()).right;
      })
      .toBe(true);
    await page.keyboard.press('Escape');
    await page.locator('.react-flow__pane').click({ position: { x: 5, y: 300 } });
    await expect.poll(() => editor.inspector.count()).toBe(0);
    await page.getByRole('button', { name: 'Show inspector' }).click();
    await editor.inspector.getByText('Select a node').waitFor();
    await context.close();
  });

  test('a single node that stands far off is in sight when its flow is opened', async () => {
    const { page, context } = await openTab(place.browser());
    const text = withSpec('far', '  nodes:\n    a: {type: filter}\n  layout:\n    a: {x: 9000, y: -7000}');
    const { id } = await apiAt(address).flows.create({ body: { text, trusted: true } });
    await page.goto(`${address}/flows/${id}`);
    const node = page.locator('.react-flow__node');
    await node.waitFor();
    const [at, pane] = [await middleOf(node), await page.locator('.react-flow').boundingBox()];
    expect(at.x).toBeGreaterThan(pane?.x ?? 0);
    expect(at.x).toBeLessThan((pane?.x ?? 0) + (pane?.width ?? 0));
    await context.close();
  });
});

describe('context menus', () => {
  test('of a node, by mouse: rename, copy and paste, events, help, delete', async ({ onTestFailed }) => {
    const { page, context, faults } = await openTab(place.browser());
    onTestFailed(() => picture(page, 'menu-node'));
    const editor = await openFlow(page, 'menu of a node');
    const choose = async (item: string) => {
      await editor.node('emea').click({ button: 'right' });
      await menu(page).getByRole('menuitem', { name: item }).click();
      await expect.poll(() => menu(page).count()).toBe(0);
    };
    await editor.node('emea').click({ button: 'right' });
    const words = await menu(page).getByRole('menuitem').allInnerTexts();
    expect(words.map((w) => w.split('\n')[0])).toEqual([
      'Edit',
      'Rename',
      'Connect to…',
      'Show its events',
      'Help',
      'Copy',
      'Duplicate',
      'Delete',
    ]);
    expect(await violations(page, '[role="menu"]')).toEqual([]);
    await page.keyboard.press('Escape');
    await choose('Help');
    expect(await editor.inspector.getByRole('tab', { name: 'Help' }).getAttribute('aria-selected')).toBe('true');
    await page.getByRole('tab', { name: 'Runs' }).click();
    await choose('Show its events');
    await page.getByRole('table', { name: 'Events of emea' }).or(page.getByText('No events yet')).first().waitFor();
    await choose('Copy');
    await page.locator('.react-flow__pane').click({ button: 'right', position: { x: 60, y: 200 } });
    await menu(page).getByRole('menuitem', { name: 'Paste' }).click();
    await editor.node('emea 2').waitFor();
    await choose('Duplicate');
    await editor.node('emea 3').waitFor();
    await choose('Rename');
    await page.keyboard.type('europe');
    await page.keyboard.press('Enter');
    await editor.node('europe').waitFor();
    await editor.node('europe').click({ button: 'right' });
    await menu(page).getByRole('menuitem', { name: 'Delete' }).click();
    await expect.poll(() => editor.node('europe').count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  test.each(['Shift+F10', 'ContextMenu'])(
    'by keyboard (%s): the arrows go round, Escape goes back to the node',
    async (key) => {
      const { page, context } = await openTab(place.browser());
      const editor = await openFlow(page, `menu by ${key}`);
      await editor.node('emea').click();
      await editor.node('emea').focus();
      await page.keyboard.press(key);
      await menu(page).waitFor();
      await expect.poll(() => focused(page)).toMatch(/^Edit/);
      await page.keyboard.press('ArrowDown');
      expect(await focused(page)).toMatch(/^Rename/);
      for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowUp');
      expect(await focused(page)).toMatch(/^Delete/);
      await page.keyboard.press('ArrowDown');
      expect(await focused(page)).toMatch(/^Edit/);
      await page.keyboard.press('Escape');
      await page.locator('.react-flow__node[data-id="emea"]:focus').waitFor();
      await page.keyboard.press(key);
      await expect.poll(() => focused(page)).toMatch(/^Edit/);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByRole('combobox', { name: 'Connect to' }).waitFor();
      await context.close();
    },
  );

  test('of a connection: a node is put into it in one step, and it is deleted', async ({ onTestFailed }) => {
    const { page, context } = await openTab(place.browser());
    onTestFailed(() => picture(page, 'menu-edge'));
    const editor = await openFlow(page, 'menu of a connection', 300);
    const edge = page.locator('.react-flow__edge').first();
    const openOn = async () => {
      const at = await middleOf(edge.locator('.react-flow__edge-path'));
      await page.mouse.click(at.x, at.y, { button: 'right' });
      await menu(page).waitFor();
    };
    await openOn();
    expect(await violations(page, '[role="menu"]')).toEqual([]);
    await menu(page).getByRole('menuitem', { name: 'Insert a node…' }).click();
    await page.getByRole('listbox', { name: 'Choices' }).getByText('New transform', { exact: true }).click();
    const edges = page.locator('.react-flow__edge');
    await expect.poll(() => edges.count()).toBe(3);
    const labels = () => edges.evaluateAll((all) => all.map((e) => e.getAttribute('aria-label')).sort());
    expect(await labels()).toEqual(['emea feeds total', 'orders feeds transformed', 'transformed feeds emea']);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Undo/ }).click();
    await expect.poll(labels).toEqual(['emea feeds total', 'orders feeds emea']);
    await openOn();
    await menu(page).getByRole('menuitem', { name: 'Delete' }).click();
    await expect.poll(labels).toEqual(['emea feeds total']);
    expect(await editor.node('orders').count()).toBe(1);
    await context.close();
  });

  test('of the canvas: a node is added there; select all, arrange, show all', async () => {
    const { page, context } = await openTab(place.browser());
    await openFlow(page, 'menu of the canvas');
    // With the inspector there from the start the view does not change under the new node.
    await page.getByRole('button', { name: 'Show inspector' }).click();
    const pane = page.locator('.react-flow__pane');
    const box = await pane.boundingBox();
    // Above the nodes, and beside the toolbar.
    const at = { x: (box?.x ?? 0) + 130, y: (box?.y ?? 0) + 130 };
    await page.mouse.click(at.x, at.y, { button: 'right' });
    expect(await menu(page).getByRole('menuitem', { name: 'Paste' }).getAttribute('aria-disabled')).toBe('true');
    expect(await violations(page, '[role="menu"]')).toEqual([]);
    await menu(page).getByRole('menuitem', { name: 'Add a node here…' }).click();
    await page.getByRole('listbox', { name: 'Choices' }).getByText('New event source', { exact: true }).click();
    const node = page.locator('.react-flow__node', { hasText: 'event source' });
    await node.waitFor();
    const there = await middleOf(node);
    expect(Math.abs(there.x - at.x) + Math.abs(there.y - at.y)).toBeLessThan(6);
    await page.mouse.click(at.x + 200, at.y, { button: 'right' });
    await menu(page).getByRole('menuitem', { name: 'Select all' }).click();
    await expect.poll(() => page.locator('.react-flow__node.selected').count()).toBe(4);
    await context.close();
  });

  test('in a field the browser has its own', async () => {
    const { page, context } = await openTab(place.browser());
    const editor = await openFlow(page, 'menu in a field');
    await editor.node('orders').click();
    await page.locator('.inspector__name input').click({ button: 'right' });
    await page.locator('.palette input').click({ button: 'right' });
    expect(await menu(page).count()).toBe(0);
    await context.close();
  });
});

describe('what goes over a connection', () => {
  const card = (page: Page) => page.getByRole('tooltip').filter({ hasText: 'emea → total' });

  test('is shown under the pointer: kind and columns with types, and the rate while a preview runs', async ({
    onTestFailed,
  }) => {
    const { page, context } = await openTab(place.browser());
    onTestFailed(() => picture(page, 'edge-card'));
    await openFlow(page, 'card by pointer', 300);
    await page.locator('.header__preview').getByText('Live').waitFor({ timeout: 60_000 });
    const at = await middleOf(page.locator('[aria-label="emea feeds total"] .react-flow__edge-path'));
    await page.mouse.move(at.x, at.y);
    await card(page).waitFor();
    await card(page).getByText('Append: rows are only added.').waitFor();
    await card(page)
      .getByText(/since the preview began/)
      .waitFor();
    const columns = await card(page).getByRole('row').allInnerTexts();
    expect(columns.slice(0, 2)).toEqual(['region\tSTRING', 'quantity\tINT']);
    expect(columns.at(-1)).toMatch(/, event time$/);
    expect(await violations(page, '.edge-card')).toEqual([]);
    const box = await card(page).boundingBox();
    await page.mouse.move((box?.x ?? 0) + 20, (box?.y ?? 0) + 20);
    await page.waitForTimeout(400);
    expect(await card(page).count()).toBe(1);
    await page.mouse.move(at.x, 2);
    await expect.poll(() => card(page).count()).toBe(0);
    await context.close();
  });

  test('is shown by keyboard too, and Escape puts it away', async () => {
    const { page, context } = await openTab(place.browser());
    await openFlow(page, 'card by keyboard', 300);
    await page.locator('.react-flow__node').first().focus();
    for (let i = 0; i < 12 && (await card(page).count()) === 0; i++) await page.keyboard.press('Shift+Tab');
    await card(page).getByText('quantity').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => card(page).count()).toBe(0);
    await context.close();
  });

  test('a stream that takes rows back says by which key', async () => {
    const { page, context } = await openTab(place.browser());
    const text = flowText('card of changes', 300)
      .replace(
        '  layout:',
        '    few: {type: filter, from: total, config: {expression: "region IS NOT NULL"}}\n  layout:',
      )
      .replace('    total: {x: 600', '    few: {x: 600, y: 150}\n    total: {x: 600');
    const { id } = await apiAt(address).flows.create({ body: { text, trusted: true } });
    await page.goto(`${address}/flows/${id}`);
    const edge = page.locator('[aria-label="total feeds few"]');
    await edge.waitFor({ state: 'attached' });
    await page.locator('.react-flow__node').first().focus();
    const changes = page.getByText('Changelog with key region');
    for (let i = 0; i < 12 && (await changes.count()) === 0; i++) await page.keyboard.press('Shift+Tab');
    await changes.waitFor();
    await context.close();
  });
});
