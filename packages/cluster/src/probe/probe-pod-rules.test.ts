import { compile, readWorld } from '@headrace/netpol';
import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../read/list.ts';
import { podOf } from '../testing/fake-prober.ts';
import { probePodRules } from './probe-pod-rules.ts';

const text = `{kind: Pod, metadata: {name: a, namespace: ep, labels: {app: web}}}
---
{kind: NetworkPolicy, metadata: {name: by-hash, namespace: ep}, spec: {podSelector: {matchLabels: {pod-template-hash: x}}}}
---
{kind: Pod, metadata: {name: b, namespace: ep, labels: {app: db, pod-template-hash: x}}}`;
const { world } = readWorld([{ file: 'all.yaml', text }]);
const compiled = compile(world);
const numberOf = (name: string) => compiled.index.workloads.findIndex((w) => w.name === name);

function rules(services: readonly KubeObject[] = [], annotations: Readonly<Record<string, string>> = {}) {
  const namespaces = [{ kind: 'Namespace', metadata: { name: 'ep', annotations } }];
  const read = readWorld([]);
  return probePodRules('image', compiled, { read, pods: [], services, namespaces });
}
const service = (namespace: string, spec: object): KubeObject => ({
  kind: 'Service',
  metadata: { name: 'early', namespace },
  spec,
});

describe('rules of probe pods', () => {
  test('give the labels of the workload that is represented', () => {
    expect(rules().labelsOf(podOf('a', numberOf('a')))).toEqual({ app: 'web' });
    expect(rules().labelsOf(podOf('gone', 99))).toEqual({});
  });

  test('allow one for a workload that nothing selects by a passing label', () => {
    expect(rules().whyNot(podOf('a', numberOf('a')))).toBeUndefined();
  });

  test('refuse one where a policy selects by a label that it would not have', () => {
    expect(rules().whyNot(podOf('b', numberOf('b')))).toBe(
      'the policy by-hash selects by a label that a controller gives to each pod',
    );
  });

  test.each<[string, KubeObject, boolean]>([
    [
      'publishes pods that are not ready',
      service('ep', { publishNotReadyAddresses: true, selector: { app: 'web' } }),
      true,
    ],
    ['publishes ready pods only', service('ep', { selector: { app: 'web' } }), false],
    ['selects other pods', service('ep', { publishNotReadyAddresses: true, selector: { app: 'x' } }), false],
    ['is of another namespace', service('other', { publishNotReadyAddresses: true, selector: { app: 'web' } }), false],
    ['has no selector', service('ep', { publishNotReadyAddresses: true }), false],
  ])('where a Service %s', (_, one, isRefused) => {
    const why = rules([one]).whyNot(podOf('a', numberOf('a')));
    expect(why).toEqual(isRefused ? expect.stringContaining('the Service early publishes pods') : undefined);
  });

  test('tell a namespace whose users OpenShift assigns', () => {
    expect(rules().usersAreAssigned('ep')).toBe(false);
    expect(rules([], { 'openshift.io/sa.scc.uid-range': '1000/10000' }).usersAreAssigned('ep')).toBe(true);
    expect(rules([], { 'openshift.io/sa.scc.uid-range': '1000/10000' }).usersAreAssigned('other')).toBe(false);
  });
});
