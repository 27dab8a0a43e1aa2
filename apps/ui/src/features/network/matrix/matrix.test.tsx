// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { NetworkTest, nameOf, podOf, policyOf, worldOf } from '../testing/network-test.tsx';

const shop = worldOf(
  podOf('web'),
  podOf('db'),
  policyOf(
    'db',
    'podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 5432}]}]',
  ),
);

test('tells screen readers each cell with who calls whom, the port and the verdict', async () => {
  const page = await new NetworkTest().page({}, shop);
  const grid = page.one('grid', 'Who may reach whom: rows are called, columns call');
  expect(grid.getAttribute('aria-colcount')).toBe('4');
  expect(Number(grid.getAttribute('aria-rowcount'))).toBe(page.all('row').length);
  page.one('gridcell', 'web to db, TCP 5432: Allowed');
  page.one('gridcell', 'Anyone to db, TCP 5432: Denied');
  page.one('gridcell', 'Anyone to web, TCP all ports: Open');
  expect(page.all('columnheader').map(nameOf)).toEqual(['Called ↓ by →', 'Anyone', 'web', 'db']);
});

test('has one stop for the Tab key, which arrow keys, Home and End move and which stays within the grid', async () => {
  const page = await new NetworkTest().page({}, shop);
  const stops = () => page.all('gridcell').filter((cell) => cell.tabIndex === 0);
  const at = () => document.activeElement?.getAttribute('data-cell');
  expect(stops()).toHaveLength(1);
  const [first] = stops();
  if (!first) throw new Error('one cell has the focus');
  await page.focus(first);
  const walked: (string | null | undefined)[] = [];
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowDown', 'Home', 'ArrowUp', 'ArrowUp', 'End']) {
    const event = await page.press(key);
    expect(event.defaultPrevented, key).toBe(true);
    walked.push(at());
  }
  expect(walked).toEqual(['0 1', '0 2', '0 2', '1 2', '1 0', '0 0', '0 0', '0 2']);
  expect(stops().map((cell) => cell.getAttribute('data-cell'))).toEqual(['0 2']);
  expect((await page.press('Tab')).defaultPrevented).toBe(false);
});

test.each(['Enter', ' '])('explains the cell that has the focus when “%s” is pressed, and marks it', async (key) => {
  const page = await new NetworkTest().page({}, shop);
  const cell = page.one('gridcell', 'web to db, TCP 5432: Allowed');
  await page.focus(cell);
  const event = await page.press(key);
  expect(event.defaultPrevented).toBe(true);
  expect(page.one('complementary', 'Explanation').textContent).toContain('web');
  expect(page.all('gridcell').filter((one) => one.getAttribute('aria-selected') === 'true')).toEqual([cell]);
  await page.click(page.one('gridcell', 'Anyone to db, TCP 5432: Denied'));
  expect(page.one('complementary', 'Explanation').textContent).toContain('TCP 5432 is not let through.');
  expect(cell.getAttribute('aria-selected')).toBe('false');
});

test('draws of very many rows those in sight, each with its number among all', async () => {
  const rules = Array.from({ length: 90 }, (_, i) => `{ports: [{port: ${8000 + 2 * i}}]}`);
  const page = await new NetworkTest().page(
    {},
    worldOf(podOf('web'), policyOf('web', `podSelector: {}, ingress: [${rules.join(', ')}]`)),
  );
  const count = Number(page.one('grid').getAttribute('aria-rowcount'));
  expect(count).toBeGreaterThan(90);
  const drawn = page.all('row');
  expect(drawn.length).toBeLessThan(count / 2);
  expect(page.all('gridcell', /TCP 8178/)).toEqual([]);
  // A row's number is its place among all rows, not among those that are drawn.
  expect(drawn.map((row) => Number(row.getAttribute('aria-rowindex')))).toEqual(drawn.map((_, i) => i + 1));
});

test('says that a verdict is unknown in a word, not by a colour alone', async () => {
  const page = await new NetworkTest().page(
    {},
    worldOf(
      podOf('web'),
      podOf('db'),
      policyOf('db', 'podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]'),
    ),
  );
  expect(page.one('gridcell', 'web to db, TCP all ports: Unknown').textContent).toContain('Unknown');
});

test('says beside a verdict under “what if” what it is today', async () => {
  const page = await new NetworkTest().page({ whatIf: 'ingress' }, worldOf(podOf('web'), podOf('db')));
  const cell = page.one('gridcell', 'web to db, TCP all ports: Denied, open today');
  expect(cell.className).toContain('net-grid__cell--changed');
});

test('says that no workload has the name that somebody searches for', async () => {
  const page = await new NetworkTest().page({ search: 'no such pod' }, shop);
  expect(page.all('grid')).toEqual([]);
  expect(page.one('tabpanel').textContent).toBe('No workload is like this.');
});
