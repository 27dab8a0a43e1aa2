// @vitest-environment happy-dom
import type { Finding } from '@headrace/netpol';
import { act } from 'react';
import { expect, test } from 'vitest';
import { takeWorld } from '../store.ts';
import { fileOf, NetworkTest, podOf, policyOf, type Screen, worldOf } from '../testing/network-test.tsx';
import { FindingList } from './finding-list.tsx';

const broken = fileOf(
  'broken.yaml',
  'kind: NetworkPolicy\nmetadata: {name: x}\nspec:\n  podSelector: {}\n  ingress: [{ports: [{port: 99999}]}]\n',
);
const itemsOf = (page: Screen) => page.all('listitem').map((item) => item.textContent ?? '');

test('says of each finding how severe it is, what is wrong, what to do, where, and its code', async () => {
  const page = await new NetworkTest().page({ tab: 'findings' }, worldOf(podOf('web')));
  const open = itemsOf(page).find((text) => text.includes('review/open'));
  expect(open).toMatch(
    /^WarningNo policy restricts what comes into shop\/web\[Pod\]: .*Allow its callers by a policy.*cluster\.yaml:1:\d+ review\/open/,
  );
});

test('shows the help of a code of the review beside its finding, and none for a fault in a file', async () => {
  const page = await new NetworkTest().page({ tab: 'findings' }, [...worldOf(podOf('web')), broken]);
  expect(page.all('button', /about read\//)).toEqual([]);
  const [help] = page.all('button', 'Learn more about review/open');
  if (!help) throw new Error('there is a finding');
  await act(async () => {
    help.click();
    await import('../../../ui/code-help/code-help-text.tsx');
  });
  expect(help.getAttribute('aria-expanded')).toBe('true');
  expect(document.getElementById(help.getAttribute('aria-controls') ?? '')?.textContent).toContain(
    'Every pod of the cluster can reach every port of it.',
  );
});

test('separates faults in files from findings of the review, and says what was not reviewed', async () => {
  const page = await new NetworkTest().page({ tab: 'findings' }, [broken]);
  expect(page.all('heading').map((one) => one.textContent)).toEqual(expect.arrayContaining(['In the files', 'Review']));
  expect(itemsOf(page)[0]).toMatch(/^Error.*broken\.yaml:5:29 read\/not-a-port$/);
  expect(page.one('tabpanel').textContent).toContain('What could not be read was not reviewed.');
});

test('names kinds that were passed over, files without an object, and files of other kinds', async () => {
  const host = new NetworkTest();
  const page = await host.page({ tab: 'findings' });
  await act(async () => {
    takeWorld([
      fileOf(
        'a.yaml',
        `${podOf('web')}\n---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}\n---\n{apiVersion: example.com/v1, kind: Gadget, metadata: {name: g}}`,
      ),
      fileOf('values.yaml', 'replicas: 3\n'),
      fileOf('notes.txt', 'x'),
      fileOf('more.md', 'x'),
    ]);
    await host.idle();
  });
  const text = page.one('tabpanel').textContent ?? '';
  expect(text).toContain('Skipped, since it does not affect connections: 1 ConfigMap.');
  expect(text).toMatch(/Not read, and it is not known whether it affects connections: 1 Gadget/);
  expect(text).toContain('values.yaml');
  expect(text).toContain('2 files were not read, since their names are not those of YAML or JSON files.');
});

test('says that nothing is wrong where the review of an installation finds nothing', async () => {
  const page = await new NetworkTest().page(
    { tab: 'findings' },
    worldOf(
      podOf('web', 'shop', ', status: {podIP: 10.1.0.1}'),
      policyOf('web', 'podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress], ingress: []'),
    ),
  );
  expect(itemsOf(page)).toEqual([]);
  const text = page.one('tabpanel').textContent ?? '';
  expect(text).toContain('What an installation needs was not checked');
  expect(text).toContain('Nothing of what was read is written in a way that some network plugin misreads.');
});

test('shows errors before notes, and of very many findings how many more there are and what prints them', async () => {
  const some = (severity: Finding['severity'], count: number): Finding[] =>
    Array.from({ length: count }, (_, i) => ({
      code: 'read/x',
      severity,
      message: `${severity} ${i}.`,
      fix: 'Fix it.',
    }));
  const page = await new NetworkTest().render(
    <FindingList findings={[...some('info', 150), ...some('error', 100)]} command="headrace netpol review" />,
  );
  const items = itemsOf(page);
  expect(items).toHaveLength(200);
  expect(items[0]).toBe('Errorerror 0.Fix it. read/x');
  expect(items[100]).toBe('Noteinfo 0.Fix it. read/x');
  expect(page.text()).toContain('50 more notes: headrace netpol review prints all of them.');
});

test('is nothing where there is no finding', async () => {
  const page = await new NetworkTest().render(<FindingList findings={[]} command="" />);
  expect(page.element.innerHTML).toBe('');
});
