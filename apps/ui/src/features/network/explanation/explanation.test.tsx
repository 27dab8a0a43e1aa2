// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { useNetwork } from '../store.ts';
import { NetworkTest, nameOf, podOf, policyOf, type Screen, worldOf } from '../testing/network-test.tsx';

const intoDb = (rule: string) => policyOf('db', `podSelector: {matchLabels: {app: db}}, ingress: [${rule}]`);
const fromWeb = '{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 5432}]}';
const shop = worldOf(podOf('web'), podOf('db'), podOf('job'), intoDb(fromWeb));

const panel = (page: Screen) => page.one('complementary', 'Explanation');
const said = (page: Screen) => panel(page).textContent ?? '';
const ask = (page: Screen, cell: string | RegExp) => page.click(page.one('gridcell', cell));

test('names the rule that allows a connection, with its file, line and text', async () => {
  const page = await new NetworkTest().page({}, shop);
  await ask(page, /^web to db, TCP 5432/);
  expect(page.one('heading', 'shop/web[Pod] → shop/db[Pod]')).toBeDefined();
  expect(said(page)).toContain('TCP 5432 is let through.');
  expect(said(page)).toContain('shop/db, rule 1 cluster.yaml:7');
  expect(said(page)).toContain('port: 5432');
  expect(said(page)).toContain('Egress: allowed');
  expect(said(page)).toContain('No policy restricts what goes out of shop/web[Pod].');
});

test('gives the smallest rule that would allow a denied connection, and copies it as a policy', async () => {
  const host = new NetworkTest();
  const page = await host.page({}, shop);
  const copied = host.copies();
  await ask(page, /^job to db, TCP 5432/);
  expect(said(page)).toContain('TCP 5432 is not let through.');
  expect(said(page)).toContain(
    'What goes into shop/db[Pod] is restricted, and no rule of these policies lets it through:',
  );
  expect(said(page)).toContain('This rule would let it through, and nothing else:');
  await page.click(page.one('button', 'Copy it as a policy'));
  expect(copied).toHaveLength(1);
  expect(copied[0]).toMatch(/^apiVersion: networking\.k8s\.io\/v1\nkind: NetworkPolicy\n/);
  expect(copied[0]).toContain('app: job');
  const button = page.one('button', 'Copied');
  await page.focus(button);
  await page.focus(page.one('button', 'Close'));
  expect(page.one('button', 'Copy it as a policy')).toBe(button);
});

test('says of an unknown verdict which rule leaves it open and what would decide it', async () => {
  const page = await new NetworkTest().page(
    {},
    worldOf(podOf('web'), podOf('db'), intoDb('{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}')),
  );
  await ask(page, /^web to db/);
  expect(said(page)).toMatch(/Whether TCP \d+ is let through is unknown: what was read does not decide it\./);
  expect(said(page)).toContain('Ingress: unknown');
  expect(said(page)).toMatch(/shop\/db, rule 1/);
  expect(said(page)).toContain('address');
});

test('names rules that allow the same peer on other ports only', async () => {
  const page = await new NetworkTest().page(
    {},
    worldOf(
      podOf('web'),
      podOf('db'),
      intoDb(`${fromWeb}, {from: [{podSelector: {matchLabels: {app: other}}}], ports: [{port: 80}]}`),
    ),
  );
  await ask(page, /^web to db, TCP 80/);
  expect(said(page)).toContain('These rules let it through to other ports only:');
});

test('gives no rule that would name an address that only stands for anyone', async () => {
  const page = await new NetworkTest().page({}, shop);
  await ask(page, 'Anyone to db, TCP 5432: Denied');
  expect(said(page)).toContain('A rule for anyone would open the port to everybody');
  expect(page.all('button', 'Copy it as a policy')).toEqual([]);
});

test('says that a pod always reaches itself', async () => {
  const page = await new NetworkTest().page({}, shop);
  await ask(page, /^db to db, TCP 5432/);
  expect(said(page)).toContain('A pod always reaches itself, whatever the policies say.');
  expect(said(page)).not.toContain('Ingress:');
});

test('says for whom of anyone a verdict holds', async () => {
  const page = await new NetworkTest().page(
    {},
    worldOf(podOf('db'), intoDb('{from: [{ipBlock: {cidr: "::/0"}}], ports: [{port: 443}]}')),
  );
  await ask(page, /^Anyone to db, TCP 443/);
  expect(said(page)).toContain('This holds for anyone over IPv6 only: over IPv4 no rule lets everybody in.');
});

test('leads to the line of a generated policy, and not to one of a file of the same name', async () => {
  const host = new NetworkTest();
  const page = await host.page();
  await ask(page, /^gateway to backend/);
  const link = page.one('button', /^network-policies\.yaml:\d+$/);
  const line = Number(nameOf(link).split(':')[1]);
  await page.click(link);
  expect(host.settings.tab).toBe('yaml');
  expect(useNetwork.getState().line).toEqual({ number: line });

  const own = await new NetworkTest().page({}, [
    { path: 'network-policies.yaml', file: shop[0]?.file ?? new File([], '') },
  ]);
  await ask(own, /^web to db, TCP 5432/);
  expect(own.all('button', /^network-policies\.yaml/)).toEqual([]);
});

test('closes with its button and with Escape, and gives the focus back to where the question was asked', async () => {
  const page = await new NetworkTest().page({}, shop);
  const byKey = async () => {
    // The first one closes the tooltip of the button, which has the focus.
    await page.press('Escape');
    expect(page.all('complementary')).toHaveLength(1);
    await page.press('Escape');
  };
  for (const close of [byKey, () => page.click(page.one('button', 'Close'))]) {
    const cell = page.one('gridcell', /^web to db, TCP 5432/);
    await page.focus(cell);
    await page.press('Enter');
    await page.focus(page.one('button', 'Close'));
    await close();
    expect(page.all('complementary')).toEqual([]);
    expect(document.activeElement).toBe(cell);
  }
});

test('leaves the focus where it is when it was not in the explanation', async () => {
  const page = await new NetworkTest().page({}, shop);
  await ask(page, /^web to db, TCP 5432/);
  const field = page.field('Search by name');
  await page.focus(field);
  await page.press('Escape', document.body);
  expect(page.all('complementary')).toEqual([]);
  expect(document.activeElement).toBe(field);
});

test('stays open when Escape clears the search, and closes with the next one', async () => {
  const page = await new NetworkTest().page({}, shop);
  await ask(page, /^web to db, TCP 5432/);
  const field = page.field('Search by name');
  await page.fill(field, 'web');
  await page.focus(field);
  await page.press('Escape', field);
  expect(page.all('complementary')).toHaveLength(1);
  expect(field.value).toBe('');
  await page.press('Escape', field);
  expect(page.all('complementary')).toEqual([]);
});

test('stays open when something else has used Escape', async () => {
  const page = await new NetworkTest().page({}, shop);
  await ask(page, /^web to db, TCP 5432/);
  const event = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
  event.preventDefault();
  document.dispatchEvent(event);
  expect(page.all('complementary')).toHaveLength(1);
});
