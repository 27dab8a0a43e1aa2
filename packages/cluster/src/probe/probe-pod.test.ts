import { expect, test } from 'vitest';
import { probePod, whyNot } from './probe-pod.ts';

const pod = { namespace: 'shop', name: 'web-5d4-a', uid: 'u1', address: '10.0.0.1', containers: ['web'], workload: 0 };
const labels = { app: 'web', 'pod-template-hash': '5d4' };
const made = (usersAreAssigned = false) => probePod({ pod, labels, image: 'node', usersAreAssigned, id: 'x1' });

test('a probe pod has the labels that policies select by, and is taken for no pod of the workload', () => {
  const { metadata, spec } = made();
  expect(metadata.labels).toEqual({ app: 'web', 'headrace.dev/probe': 'x1' });
  expect(metadata.ownerReferences).toEqual([
    { apiVersion: 'v1', kind: 'Pod', name: 'web-5d4-a', uid: 'u1', controller: true },
  ]);
  expect(spec.readinessGates).toHaveLength(1);
  expect(spec.activeDeadlineSeconds).toBeLessThanOrEqual(300);
});

test('users are left to OpenShift where it assigns them', () => {
  expect(made().spec.securityContext).toHaveProperty('runAsUser');
  expect(made(true).spec.securityContext).not.toHaveProperty('runAsUser');
});

test('no pod can stand for one that a policy finds by a passing label, or that is published before it is ready', () => {
  const policy = (matchLabels: Record<string, string>) => ({
    apiVersion: 'networking.k8s.io/v1' as const,
    kind: 'NetworkPolicy' as const,
    metadata: { name: 'p', namespace: 'shop' },
    spec: { podSelector: { matchLabels } },
  });
  expect(whyNot(labels, 'shop', [policy({ app: 'web' })], [])).toBeUndefined();
  expect(whyNot(labels, 'shop', [policy({ 'pod-template-hash': '5d4' })], [])).toContain('the policy p');
  expect(whyNot(labels, 'other', [policy({ 'pod-template-hash': '5d4' })], [])).toBeUndefined();
  expect(whyNot(labels, 'shop', [], [{ name: 's', selector: { app: 'web' } }])).toContain('the Service s');
});
