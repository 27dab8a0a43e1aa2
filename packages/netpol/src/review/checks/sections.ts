import { directionsOf } from '../../evaluate/compile.ts';
import type { Direction } from '../../model/policy.ts';
import { type PlatformName, pitfallsOf, reportOf } from '../../platform/platforms.ts';
import type { ReviewFinding } from '../codes.ts';
import type { ReviewContext } from '../context.ts';
import { type AnyRule, nameOfPolicy, rulesOf } from '../rules.ts';

/** Sections and rules that say another thing than people read in them: rules that do nothing, and rules that let in everyone. */
export function sections({ world, platform }: ReviewContext): ReviewFinding[] {
  return [...leftOut(world, platform), ...rulesOf(world).flatMap(everyone)];
}

/** Once for a section, however many rules it has. */
function leftOut({ policies }: ReviewContext['world'], platform: PlatformName): ReviewFinding[] {
  return policies.flatMap((located) =>
    (['Ingress', 'Egress'] as const).flatMap((direction): ReviewFinding[] => {
      const { spec } = located.policy;
      const section = direction === 'Ingress' ? 'ingress' : 'egress';
      const rules = spec[section] ?? [];
      if (rules.length === 0 || directionsOf(spec).includes(direction)) return [];
      return [
        {
          code: 'review/left-out-rules',
          severity: 'warning',
          message: `${nameOfPolicy(located)} has ${section} rules, and its policyTypes leave ${direction} out: by the API they do nothing${enforcing(platform)}.`,
          fix: `Add ${direction} to policyTypes if the rules are meant, which then deny everything else in this direction; remove the section if they are not.`,
          place: located.placeOf(['spec', section]),
        },
      ];
    }),
  );
}

function enforcing(platform: PlatformName): string {
  const found = pitfallsOf('leftOutRules', platform).map(({ title, rule }) => `${title} (${reportOf(rule)})`);
  return found.length > 0 ? `, and some data paths enforce them all the same: ${found.join(', ')}` : '';
}

/** A rule without peers allows everyone: somebody who meant nobody has opened the pods to the cluster and to the outside. */
function everyone({ located, direction, rule, peers, ports, at }: AnyRule): ReviewFinding[] {
  if (peers.length > 0 || !isInForce(located, direction)) return [];
  const side = direction === 'Ingress' ? 'from' : 'to';
  const isWritten = rule[side] !== undefined;
  // A port that is open to everyone without an empty list is how gateways and webhooks are written; what goes out has a finding of its own.
  if (!isWritten && (ports.length > 0 || direction === 'Egress')) return [];
  const whom = direction === 'Ingress' ? 'lets everyone in' : 'lets its pods call everyone';
  return [
    {
      code: 'review/open-to-everyone',
      severity: 'warning',
      message: `${nameOfPolicy(located)} ${whom}${ports.length === 0 ? ' on all ports' : ''}: ${isWritten ? `an empty list in ${side} means everyone and not nobody` : 'an empty rule restricts nothing'}, whatever other policies say.`,
      fix: `Name the peers that are meant; for nobody write no rule at all (${direction.toLowerCase()}: []).`,
      place: isWritten ? at(side) : at(),
    },
  ];
}

const isInForce = ({ policy }: AnyRule['located'], direction: Direction): boolean =>
  directionsOf(policy.spec).includes(direction);
