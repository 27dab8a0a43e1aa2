import { type Ready, withPolicies } from '../evaluate/compile.ts';
import { denyPolicies } from '../generate/deny.ts';
import type { GenerateOptions } from '../generate/options.ts';

/** The same world with default-deny applied in some namespaces: what would still be reached? */
export function withDefaultDeny(
  ready: Ready,
  denyAll: NonNullable<GenerateOptions['denyAll']>,
  namespaces: Iterable<string>,
): Ready {
  const denials = [...new Set(namespaces)].flatMap((namespace) =>
    denyPolicies({ profile: 'headrace', namespace, denyAll }).map(({ policy }) => ({
      policy,
      placeOf: () => ({ file: policy.metadata.name, line: 1, column: 1 }),
    })),
  );
  return withPolicies(ready, [...ready.policies.map((p) => p.located), ...denials]);
}
