// @vitest-environment happy-dom
import { gridStates } from '@headrace/netpol/matrix';
import { act } from 'react';
import { expect, test } from 'vitest';
import { takeWorld, useNetwork } from '../store.ts';
import { fileOf, NetworkTest, nameOf, podOf, policyOf, type Screen, worldOf } from '../testing/network-test.tsx';
import { Legend, stateLooks } from '../words.tsx';

const shop = worldOf(podOf('web'), podOf('db', 'data'), policyOf('web', 'podSelector: {}, ingress: []'));
const summary = (page: Screen) => page.one('region', 'Summary').textContent ?? '';
/** What is said in a pause, and what is said at once. */
const told = (page: Screen, role: 'status' | 'alert') =>
  page
    .all(role)
    .flatMap((one) => (one.classList.contains('cds--text-input__counter-alert') ? [] : (one.textContent ?? '')));

test.each([
  ['Ingress', 'ingress'],
  ['Egress', 'egress'],
  ['Both', 'both'],
] as const)('asks “what if default-deny?” for %s, and says what that would close', async (label, whatIf) => {
  const host = new NetworkTest();
  const page = await host.page({}, worldOf(podOf('web'), podOf('db')));
  expect(page.field('No').checked).toBe(true);
  await page.click(page.field(label));
  expect(host.settings.whatIf).toBe(whatIf);
  expect(summary(page)).toMatch(/Default-deny closes \d+ connections; what is needed was not checked\./);
  await page.click(page.field('No'));
  expect(host.settings.whatIf).toBe('');
  expect(summary(page)).not.toContain('Default-deny');
});

test('offers the namespaces that there are, and narrows what is shown to one', async () => {
  const host = new NetworkTest();
  const page = await host.page({}, shop);
  const field = page.field('Namespace');
  const options = () => [...field.querySelectorAll('option')].map((option) => option.value);
  expect(options()).toEqual(['', 'data', 'shop']);
  await page.fill(field, 'data');
  expect(host.settings.onlyNamespace).toBe('data');
  expect(
    page
      .all('rowheader')
      .map(nameOf)
      .some((name) => name.startsWith('web')),
  ).toBe(false);
});

test('keeps a namespace that is asked for when the files that have it are closed', async () => {
  const host = new NetworkTest();
  const page = await host.page({ onlyNamespace: 'data' }, shop);
  await act(async () => {
    takeWorld(worldOf(podOf('web')));
    await host.idle();
  });
  const field = page.field('Namespace');
  expect(field.value).toBe('data');
  expect([...field.querySelectorAll('option')].map((option) => option.value)).toEqual(['', 'data', 'shop']);
});

test('searches by a part of a name in any case, and clears the search with Escape', async () => {
  const host = new NetworkTest();
  const page = await host.page({}, shop);
  await page.fill(page.field('Search by name'), 'WE');
  expect(host.settings.search).toBe('WE');
  expect(
    page
      .all('rowheader')
      .map(nameOf)
      .some((name) => name.startsWith('web')),
  ).toBe(true);
  await page.focus(page.field('Search by name'));
  await page.press('Escape');
  expect(host.settings.search).toBe('');
});

test('counts workloads, policies and files, and connections by their state', async () => {
  const page = await new NetworkTest().page({}, shop);
  expect(summary(page)).toContain('2 workloads, 1 policy in 1 file');
  const { counts } = useNetwork.getState().view?.grid ?? {};
  for (const state of ['open', 'allowed', 'denied'] as const)
    if (counts?.[state]) expect(summary(page)).toContain(`${stateLooks[state].word} ${counts[state]}`);
  expect(summary(page)).not.toContain('Missing');
  expect(page.one('region', 'Summary').getAttribute('aria-live')).toBe('polite');
});

test('says that numbers count only the groups shown, where there are more', async () => {
  const pods = Array.from({ length: 100 }, (_, i) => podOf(`w${i}`, `n${i}`));
  const page = await new NetworkTest().page({}, worldOf(...pods));
  expect(summary(page)).toContain('Of the groups and ports shown:');
  expect(summary(page)).toContain('more groups of workloads are left out');
});

test('says at once that a file could not be read whole, and leads to what is wrong in it', async () => {
  const host = new NetworkTest();
  const page = await host.page({}, [...shop, fileOf('broken.yaml', 'kind: Pod\nmetadata: [')]);
  expect(told(page, 'alert')).toEqual([expect.stringContaining('1 of 2 files could not be read whole')]);
  await page.click(page.one('button', 'Show in Findings'));
  expect(host.settings.tab).toBe('findings');
});

test('says in a pause that a setting makes no sense, in a region that is there before', async () => {
  const host = new NetworkTest();
  const page = await host.page();
  const [region] = page.all('status').filter((one) => one.textContent === '');
  expect(region).toBeDefined();
  await page.fill(page.field('Metrics port'), 'x');
  expect(region?.textContent).toContain('A setting makes no sense');
  await page.click(page.one('button', 'Show what to mend'));
  expect(host.settings.tab).toBe('yaml');
});

test('offers the installation whose pods are there, and checks it when that is chosen', async () => {
  const flinkPod = (component: string) =>
    `{kind: Pod, metadata: {name: ${component}, namespace: streams, labels: {app: orders, type: flink-native-kubernetes, component: ${component}}}}`;
  const host = new NetworkTest();
  const page = await host.page({}, worldOf(flinkPod('jobmanager'), flinkPod('taskmanager')));
  expect(page.text()).toContain('What an installation needs was not checked');
  await page.click(page.one('button', 'Check apache-flink in streams'));
  expect(host.settings).toMatchObject({ profile: 'apache-flink', namespace: 'streams' });
  expect(page.text()).not.toContain('What an installation needs was not checked');
});

test('says what each state means, for those who cannot hover', async () => {
  const page = await new NetworkTest().render(<Legend />);
  const terms = [...page.element.querySelectorAll('dt')].map((term) => term.textContent);
  expect(terms).toEqual([...gridStates.map((state) => stateLooks[state].word), 'IPv4 only, IPv6 only']);
  expect(new Set(terms).size).toBe(terms.length);
});
