import type { NetworkPolicy } from '../../model/policy.ts';
import type { ReviewFinding } from '../codes.ts';
import { commandFor } from '../command.ts';
import type { ReviewContext } from '../context.ts';

/** Policies that would be generated and are not there, or are there and say something else. */
export function differsFromGenerated({ world, installation }: ReviewContext): ReviewFinding[] {
  const there = new Map(world.policies.map((located) => [nameOf(located.policy), located]));
  if (!installation) return [];
  const command = commandFor(installation.options);
  return installation.generated.flatMap((wanted): ReviewFinding[] => {
    const located = there.get(nameOf(wanted));
    if (!located)
      return [
        {
          code: 'review/not-applied',
          severity: 'warning',
          message: `The policy ${nameOf(wanted)} is not there.`,
          fix: `Apply it: ${command}.`,
        },
      ];
    if (canonical(located.policy.spec) === canonical(wanted.spec)) return [];
    return [
      {
        code: 'review/drift',
        severity: 'warning',
        message: `The policy ${nameOf(wanted)} differs from what would be generated.`,
        fix: `Compare it with 'headrace netpol diff', then apply ${command} again or keep your change in a policy of its own.`,
        place: located.placeOf(['metadata', 'name']),
      },
    ];
  });
}

const nameOf = ({ metadata }: NetworkPolicy): string => `${metadata.namespace}/${metadata.name}`;

/** The same text whatever the order of keys and whether TCP was written or meant. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(
    ([key, v]) => !(key === 'protocol' && v === 'TCP') && !(Array.isArray(v) && v.length === 0),
  );
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([k, v]) => `${k}:${canonical(v)}`)
    .join(',')}}`;
}
