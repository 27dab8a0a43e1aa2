import { type GeneratedPolicy, policyOf } from './generated.ts';
import type { GenerateOptions } from './options.ts';

/** Denies for every pod of the namespaces concerned; they come last, so that applying the policies in order cuts nothing off. */
export function denyPolicies({ namespace, denyAll }: GenerateOptions): GeneratedPolicy[] {
  const wanted = denyAll === 'both' ? (['ingress', 'egress'] as const) : denyAll ? [denyAll] : [];
  return wanted.map((direction) =>
    policyOf({
      name: `default-deny-${direction}`,
      namespace,
      reason: `nothing ${direction === 'ingress' ? 'comes in' : 'goes out'} but what another policy allows`,
      podSelector: {},
      [direction]: [],
    }),
  );
}
