// @vitest-environment happy-dom
import { listBound } from '@headrace/netpol/matrix';
import { expect, test } from 'vitest';
import { NetworkTest, podOf, policyOf, worldOf } from '../testing/network-test.tsx';

const rowsOf = (page: Awaited<ReturnType<NetworkTest['page']>>) =>
  page.all('row').map((row) => [...row.children].map((cell) => cell.textContent));

test('is a table with a line for each connection: who, whom, ports, state, and the policy that allows it', async () => {
  const page = await new NetworkTest().page(
    { tab: 'list' },
    worldOf(
      podOf('web'),
      podOf('db'),
      policyOf('web', 'podSelector: {matchLabels: {app: web}}, ingress: []'),
      policyOf(
        'db',
        'podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 5432}]}]',
      ),
    ),
  );
  const [head, ...rows] = rowsOf(page);
  expect(head).toEqual(['From', 'To', 'Ports', 'State', 'Why', 'Allowed by']);
  expect(rows).toContainEqual(['web', 'db', 'TCP 5432', 'Allowed', '', 'shop/db']);
  expect(rows.some(([, to]) => to === 'web')).toBe(false);
});

test('says what a missing connection is needed for, and that no policy allows it', async () => {
  const page = await new NetworkTest().page({ tab: 'list', profile: 'ibm-event-automation' });
  const missing = rowsOf(page).filter(([, , , state]) => state === 'Missing');
  expect(missing.length).toBeGreaterThan(0);
  for (const [, , , , why, by] of missing) {
    expect(why).not.toBe('');
    expect(by).toBe('');
  }
});

test('says of an unknown connection what decides it in place of a policy', async () => {
  const page = await new NetworkTest().page(
    { tab: 'list' },
    worldOf(
      podOf('web'),
      podOf('db'),
      policyOf('db', 'podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]'),
    ),
  );
  const row = rowsOf(page).find(([from, to]) => from === 'web' && to === 'db');
  expect(row?.[3]).toBe('Unknown');
  expect(row?.[5]).toMatch(/^not known: .*address/);
});

test('says that no policy restricts what is open without one', async () => {
  const page = await new NetworkTest().page({ tab: 'list' }, worldOf(podOf('web'), podOf('db')));
  expect(rowsOf(page).find(([from, to]) => from === 'Anyone' && to === 'db')?.[5]).toBe('no policy restricts it');
});

test('says in a sentence that nothing is allowed', async () => {
  const page = await new NetworkTest().page(
    { tab: 'list' },
    worldOf(podOf('web'), policyOf('deny', 'podSelector: {}, policyTypes: [Ingress, Egress]')),
  );
  expect(page.all('row')).toEqual([]);
  expect(page.one('tabpanel').textContent).toContain('Nothing of what is asked for is let through');
});

test('shows no more lines than a browser can draw, and says that more are left out', async () => {
  const rules = Array.from({ length: 60 }, (_, i) => `{from: [{podSelector: {}}], ports: [{port: ${8000 + 2 * i}}]}`);
  const pods = Array.from({ length: 12 }, (_, i) => podOf(`w${i}`, `n${i}`));
  const policies = pods.map((_, i) =>
    policyOf(
      'p',
      `podSelector: {}, ingress: [${rules.join(', ').replaceAll('{podSelector: {}}', '{namespaceSelector: {}}')}]`,
      `n${i}`,
    ),
  );
  const page = await new NetworkTest().page({ tab: 'list' }, worldOf(...pods, ...policies));
  expect(page.all('row')).toHaveLength(listBound + 1);
  expect(page.text()).toContain('More are left out: choose a namespace, or search for a name.');
});
