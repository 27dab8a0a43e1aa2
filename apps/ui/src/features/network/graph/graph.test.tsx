// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { NetworkTest, nameOf, podOf, policyOf, worldOf } from '../testing/network-test.tsx';

const shop = worldOf(
  podOf('web'),
  podOf('db'),
  policyOf(
    'web',
    'podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress, Egress], ingress: [], egress: [{to: [{podSelector: {matchLabels: {app: db}}}]}]',
  ),
  policyOf(
    'db',
    'podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress, Egress], ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 5432}, {port: 53, protocol: UDP}]}, {from: [{ipBlock: {cidr: 0.0.0.0/0}}, {ipBlock: {cidr: "::/0"}}], ports: [{port: 443}]}]',
  ),
);
const arrows = (page: Awaited<ReturnType<NetworkTest['page']>>) =>
  page.all('button').filter((one) => one.hasAttribute('data-edge'));

test('names each arrow by its ends and ports, and shows the names of its workloads', async () => {
  const page = await new NetworkTest().page({ tab: 'graph' }, shop);
  const picture = page.one('group', 'Who may reach whom');
  expect(arrows(page).map(nameOf).sort()).toEqual(['Anyone to db: TCP 443', 'web to db: TCP 443, 5432; UDP 53']);
  expect([...picture.querySelectorAll('title')].map((title) => title.textContent)).toContain('web [Pod]');
  expect(page.text()).toContain('namespace shop');
});

test('has one stop for the Tab key, and arrow keys go around all arrows', async () => {
  const page = await new NetworkTest().page({ tab: 'graph' }, shop);
  const all = arrows(page);
  expect(all.map((arrow) => arrow.getAttribute('tabindex'))).toEqual(['0', '-1']);
  const [first] = all;
  if (!first) throw new Error('there are arrows');
  await page.focus(first);
  const at = () => document.activeElement?.getAttribute('data-edge');
  const walked: (string | null | undefined)[] = [];
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp', 'a']) {
    await page.press(key);
    walked.push(at());
  }
  expect(walked).toEqual(['1', '0', '1', '0', '0']);
});

test.each(['Enter', ' '])('explains the arrow that has the focus when “%s” is pressed', async (key) => {
  const page = await new NetworkTest().page({ tab: 'graph' }, shop);
  const arrow = arrows(page).find((one) => nameOf(one).startsWith('web'));
  if (!arrow) throw new Error('there is an arrow');
  await page.focus(arrow);
  expect((await page.press(key)).defaultPrevented).toBe(true);
  expect(page.one('complementary', 'Explanation').textContent).toContain('TCP 443 is let through.');
});

test('says what a connection is for when its arrow is clicked', async () => {
  const page = await new NetworkTest().page({ tab: 'graph' });
  const arrow = arrows(page).find((one) => /^gateway to backend/.test(nameOf(one)));
  if (!arrow) throw new Error('there is an arrow');
  await page.click(arrow);
  expect(page.one('complementary', 'Explanation').textContent).toMatch(/What it is for: .+ Without it, .+\./);
});

test('draws arrows of unknown verdicts with a question mark and says it to screen readers', async () => {
  const page = await new NetworkTest().page(
    { tab: 'graph' },
    worldOf(
      podOf('web'),
      podOf('db'),
      policyOf('db', 'podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]'),
    ),
  );
  const arrow = arrows(page).find((one) => nameOf(one).includes('(unknown)'));
  expect(arrow?.textContent).toContain('?');
  expect(arrow?.getAttribute('class')).toContain('net-graph__edge--unknown');
});

test('draws no arrow where nothing is allowed, and takes arrow keys without a fault', async () => {
  const page = await new NetworkTest().page(
    { tab: 'graph' },
    worldOf(podOf('web'), policyOf('deny', 'podSelector: {}, policyTypes: [Ingress, Egress]')),
  );
  expect(arrows(page)).toEqual([]);
  expect((await page.press('ArrowRight', page.one('group'))).defaultPrevented).toBe(false);
});

test.each([
  ['', 'Who may reach whom'],
  ['ingress', 'Who may reach whom, if default-deny were applied (ingress)'],
  ['both', 'Who may reach whom, if default-deny were applied (ingress and egress)'],
] as const)('saves the picture under “what if: %s” with a title that says so', async (whatIf, title) => {
  const host = new NetworkTest();
  const page = await host.page({ tab: 'graph', whatIf }, shop);
  const saved = host.downloads();
  await page.click(page.one('button', 'Download as SVG'));
  expect(saved).toMatchObject([{ name: 'network-policies.svg', blob: { type: 'image/svg+xml' } }]);
  expect(await saved[0]?.blob.text()).toContain(`<title id="title">${title}</title>`);
});

test('explains why arrows from anyone stay where only egress is denied', async () => {
  const page = await new NetworkTest().page({ tab: 'graph', whatIf: 'egress' }, shop);
  expect(page.text()).toContain('arrows from Anyone stay.');
  expect((await new NetworkTest().page({ tab: 'graph', whatIf: 'ingress' }, shop)).text()).not.toContain(
    'arrows from Anyone stay.',
  );
});

test('says how many workloads are left out of a picture that would be too large', async () => {
  const pods = Array.from({ length: 200 }, (_, i) => podOf(`w${i}`, `n${i}`));
  const page = await new NetworkTest().page({ tab: 'graph' }, worldOf(...pods));
  expect(page.text()).toMatch(/more .+ are left out of the picture; the list has all\./);
});
