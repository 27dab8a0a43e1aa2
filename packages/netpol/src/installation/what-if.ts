import { type CompiledPolicies, withPolicies } from '../evaluate/compile.ts';
import { denyPolicies } from '../generate/deny.ts';
import type { GenerateOptions } from '../generate/options.ts';

/** The same world with default-deny applied in some namespaces: what would still be reached? */
export function withDefaultDeny(
  compiled: CompiledPolicies,
  denyAll: NonNullable<GenerateOptions['denyAll']>,
  namespaces: Iterable<string>,
): CompiledPolicies {
  const denials = [...new Set(namespaces)].flatMap((namespace) =>
    denyPolicies({ profile: 'headrace', namespace, denyAll }).map(({ policy }) => ({
      policy,
      placeOf: () => ({ file: policy.metadata.name, line: 1, column: 1 }),
    })),
  );
  return withPolicies(compiled, [...compiled.policies.map((p) => p.located), ...denials]);
}
