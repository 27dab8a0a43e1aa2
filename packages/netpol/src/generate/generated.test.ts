import { expect, test } from 'vitest';
import { generate } from './generate.ts';
import { profileNames } from './options.ts';

test.each(profileNames)(
  '%s: each rule has a reason, in the policy and beside it, and no reason is without a rule',
  (profile) => {
    const { policies } = generate({
      profile,
      namespace: 'ep',
      denyAll: 'both',
      egress: { connections: [], kubernetesApi: ['10.96.0.1'] },
    });
    for (const { policy, reason, ingress, egress } of policies) {
      const { name, annotations } = policy.metadata;
      const inRules = ingress.map((said, i) => [`headrace.dev/ingress-${i}`, said]);
      const outRules = egress.map((said, i) => [`headrace.dev/egress-${i}`, said]);
      expect(annotations, name).toEqual(Object.fromEntries([['headrace.dev/reason', reason], ...inRules, ...outRules]));
      expect([ingress.length, egress.length], name).toEqual([
        policy.spec.ingress?.length ?? 0,
        policy.spec.egress?.length ?? 0,
      ]);
    }
  },
);
