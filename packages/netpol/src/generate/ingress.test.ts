import { expect, test } from 'vitest';
import { ingressPolicies } from './ingress.ts';
import { ibmProfile } from './profiles/ibm.ts';

test('a port whose callers have no pods in the profile stays shut: a rule without peers would open it to everyone', () => {
  const policies = ingressPolicies(ibmProfile, { profile: 'ibm-event-automation', namespace: 'ep' });
  const backend = policies.find((p) => p.policy.metadata.name === 'ibm-ep')?.policy;
  expect(backend?.spec.policyTypes).toEqual(['Ingress']);
  expect(backend?.spec.ingress).toBeUndefined();
});
