import type { Direction, EgressRule, IngressRule, Peer, PolicyPort } from '../model/policy.ts';
import type { LocatedPolicy, Path, Place, World } from '../model/world.ts';

/** A rule of a policy with where it stands, whatever its direction. */
export interface AnyRule {
  readonly located: LocatedPolicy;
  readonly direction: Direction;
  readonly rule: IngressRule & EgressRule;
  readonly peers: readonly Peer[];
  readonly ports: readonly PolicyPort[];
  readonly at: (...path: Path) => Place;
  readonly atPeer: (i: number) => Place;
}

/** Every rule of every policy. */
export function rulesOf({ policies }: Pick<World, 'policies'>): AnyRule[] {
  return policies.flatMap((located) => {
    const { ingress = [], egress = [] } = located.policy.spec;
    return [
      ...ingress.map((rule, i) => ruleOf(located, 'Ingress', rule, i)),
      ...egress.map((rule, i) => ruleOf(located, 'Egress', rule, i)),
    ];
  });
}

function ruleOf(located: LocatedPolicy, direction: Direction, rule: IngressRule & EgressRule, i: number): AnyRule {
  const section = direction === 'Ingress' ? 'ingress' : 'egress';
  const side = direction === 'Ingress' ? 'from' : 'to';
  const at = (...path: Path) => located.placeOf(['spec', section, i, ...path]);
  return { located, direction, rule, peers: rule[side] ?? [], ports: rule.ports ?? [], at, atPeer: (p) => at(side, p) };
}

export const nameOfPolicy = ({ policy: { metadata } }: LocatedPolicy): string =>
  `${metadata.namespace}/${metadata.name}`;
