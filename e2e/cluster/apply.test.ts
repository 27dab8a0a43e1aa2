import { setTimeout as sleep } from 'node:timers/promises';
import { portOf } from '@headrace/topology';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { api, apply, kubeconfig } from './api.ts';
import { netpol, start } from './headrace.ts';
import {
  began,
  denied,
  deny,
  generated,
  inEp,
  names,
  openAll,
  policies,
  policiesPath,
  startInstallation,
  stranger,
  strangersOwn,
  watching,
} from './installation.ts';
import { Line } from './line.ts';
import type { TestNode } from './node.ts';
import { readerOf } from './roles.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startInstallation();
});
afterAll(() => node?.close());
beforeEach(() => openAll(node));

const mayNotDelete = readerOf(
  'ep',
  '{apiGroups: [""], resources: [pods/exec], verbs: [get, create]}',
  '{apiGroups: [networking.k8s.io], resources: [networkpolicies], verbs: [get, create, patch]}',
);

test('allows come before the deny; then only what is needed gets through', async () => {
  const { code, out, err } = await netpol('apply', ...inEp);
  expect(err).toContain(`  ep/headrace-gateway`);
  expect(out).toContain('Applied, and all 4 needed connections get through.');
  expect(code).toBe(0);
  const applied = await names();
  expect(applied).toEqual(expect.arrayContaining(generated));
  expect(applied.at(-1)).toBe(deny);
  const probed = await netpol('probe', '-n', 'ep', '--yes', '--timeout', '1', '-o', 'json');
  expect(probed.code).toBe(0);
  expect(JSON.parse(probed.out)).toContainEqual(
    expect.objectContaining({ from: 'ep/ui[Pod]', to: 'ep/backend[Pod]', computed: 'denied', measured: 'silent' }),
  );
});

test('a second time changes nothing', async () => {
  await netpol('apply', ...inEp);
  const before = await policies();
  const { code, out } = await netpol('apply', ...inEp);
  expect(code).toBe(0);
  expect(out).toContain(`ep/${deny} is as it should be.`);
  expect(out).not.toContain('changed');
  expect(await policies()).toEqual(before);
});

test('it refuses, with the reason, where somebody would be cut off', async () => {
  await apply(stranger);
  while (!node.running().includes('ep/stranger')) await sleep(50);
  const refused = await netpol('apply', ...inEp);
  expect(refused.code).toBe(1);
  expect(refused.err).toContain('error review/cut-off ep/stranger[Pod] would be cut off');
  expect(await names()).toEqual([]);
  await apply(strangersOwn);
  expect((await netpol('apply', ...inEp)).code).toBe(0);
});

test('the deny is taken back when a needed connection fails under it; the allows stay', async () => {
  await apply(strangersOwn);
  const applying = began();
  await denied();
  node.firewalled.add(portOf('backend'));
  const { code, out, err } = await applying.ended;
  expect(code).toBe(1);
  expect(err).toContain(`ep/gateway[Pod] to ep/backend[Pod] on TCP ${portOf('backend')} fails under default-deny`);
  expect(out).toContain(`ep/${deny} taken back.`);
  expect(await names()).not.toContain(deny);
  expect(await names()).toEqual(expect.arrayContaining(generated));
});

test('a try that would take longer than the deny may stay counts as failing', async () => {
  await apply(strangersOwn);
  const applying = began('--timeout', '60');
  await denied();
  node.firewalled.add(portOf('backend'));
  const { code, out } = await applying.ended;
  expect(code).toBe(1);
  expect(out).toContain(`ep/${deny} taken back.`);
});

test('the deny is taken back as soon as the API server can be reached again', async () => {
  await apply(strangersOwn);
  const line = await Line.lay();
  const applying = start('apply', '--live', '--kubeconfig', line.kubeconfig, ...watching);
  await denied();
  line.cut();
  await sleep(2000);
  expect(await names()).toContain(deny);
  line.mend();
  const { code, out } = await applying.ended;
  line.close();
  expect(code).toBe(2);
  expect(out).toContain(`ep/${deny} taken back.`);
  expect(await names()).not.toContain(deny);
});

test('a deny that may not be removed is named, with what removes it', async () => {
  await apply(`${strangersOwn}\n---\n${mayNotDelete}`);
  const applying = start('apply', '--live', '--kubeconfig', kubeconfig('reader'), ...watching);
  await denied();
  node.firewalled.add(portOf('backend'));
  const { code, err } = await applying.ended;
  expect(code).toBe(2);
  expect(err).toContain(`ep/gateway[Pod] to ep/backend[Pod] on TCP ${portOf('backend')} fails under default-deny`);
  expect(err).toContain(`ep/${deny} is still applied. User 'reader' may not delete the policy ep/${deny}`);
  expect(err).toContain(`kubectl --context test -n ep delete networkpolicy ${deny}`);
});

const denyOf = (label: string) =>
  `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: ${deny}, namespace: ep, labels: {by: ${label}}}, spec: {podSelector: {}, policyTypes: [Ingress]}}`;

test.each(['changed', 'replaced'] as const)(
  'a deny that somebody has %s meanwhile is not removed, and it is said',
  async (how) => {
    await apply(strangersOwn);
    const applying = began();
    await denied();
    if (how === 'replaced') await api().call(`${policiesPath}/${deny}`, { method: 'DELETE', what: 'delete the deny' });
    await apply(denyOf('hand'));
    applying.signal('SIGINT');
    const { code, err } = await applying.ended;
    expect(code).toBe(2);
    expect(err).toContain(
      `ep/${deny} is still applied. Somebody has changed, removed or replaced it since, so it is not touched: look at it first.`,
    );
    expect(await names()).toContain(deny);
  },
);

test('what fails before the deny takes the allows back, and no deny is ever there', async () => {
  await apply(strangersOwn);
  node.firewalled.add(portOf('ui'));
  const { code, out, err } = await netpol('apply', ...inEp);
  expect(code).toBe(1);
  expect(err).toContain('fails under the policies that allow');
  expect(out).not.toContain(deny);
  expect(await names()).toEqual(['stranger']);
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  'interrupted by %s before it has proven itself, the deny is taken back',
  async (signal) => {
    await apply(strangersOwn);
    const applying = began();
    await denied();
    applying.signal(signal);
    const { code, out } = await applying.ended;
    expect(code).toBe(2);
    expect(out).toContain(`ep/${deny} taken back.`);
    expect(await names()).not.toContain(deny);
  },
);

test('a cluster that does not enforce policies is found out', async () => {
  await apply(strangersOwn);
  node.enforcing = false;
  const { code, err } = await netpol('apply', ...inEp);
  expect(code).toBe(1);
  expect(err).toContain('this cluster accepts policies and does not enforce them');
});

test('a policy of that name that somebody else wrote is not overwritten, and nothing is applied', async () => {
  await apply(strangersOwn);
  await apply(
    '{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: headrace-ui, namespace: ep}, spec: {podSelector: {matchLabels: {app: mine}}, policyTypes: [Egress]}}',
  );
  const { code, err } = await netpol('apply', ...inEp);
  expect(code).toBe(2);
  expect(err).toContain('could not apply the policy ep/headrace-ui: somebody else manages it.');
  expect(await names()).toEqual(['stranger', 'headrace-ui']);
});
