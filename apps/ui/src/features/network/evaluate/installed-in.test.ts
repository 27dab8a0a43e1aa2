import { type GenerateOptions, profileNames } from '@headrace/netpol';
import { installedWorkloads } from '@headrace/netpol/installation';
import { expect, test } from 'vitest';
import { installedIn } from './installed-in.ts';
import type { Installed } from './messages.ts';

const plain = (one: Installed): GenerateOptions => one;

test.each(profileNames)('an installation of %s is known again among others, in its namespace', (profile) => {
  const stranger = { name: 'web', kind: 'Pod', labels: { app: 'web' }, hostNetwork: false, addresses: [], ports: [] };
  const workloads = [{ ...stranger, namespace: 'shop' }, ...installedWorkloads({ profile, namespace: 'streams' })];
  expect(installedIn(workloads, plain)[0]).toEqual({ profile, namespace: 'streams' });
  expect(installedIn(workloads.slice(0, 1), plain)).toEqual([]);
});

test('the one with most components is first, and no more are named than one can choose among', () => {
  const whole = installedWorkloads({ profile: 'headrace', namespace: 'whole' });
  const [first] = whole;
  if (!first) throw new Error('an installation has pods');
  const parts = ['a', 'b', 'c', 'd'].map((namespace) => ({ ...first, namespace }));
  const found = installedIn([...parts, ...whole], plain);
  expect(found).toHaveLength(3);
  expect(found[0]).toEqual({ profile: 'headrace', namespace: 'whole' });
});
