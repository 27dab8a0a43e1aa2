import { formatAddress } from '../address/format.ts';
import type { Ready, ReadyPolicy } from '../evaluate/compile.ts';
import { type Grant, grantedPorts } from '../evaluate/grant.ts';
import { admits, type End, familiesOf, isSelf, targetOf } from '../evaluate/reach.ts';
import type { Direction, Protocol } from '../model/policy.ts';
import { type Place, workloadKey } from '../model/world.ts';
import type { PlatformName } from '../platform/platforms.ts';
import { has } from '../ports/port-set.ts';
import { type Help, helpFor } from './remedy.ts';

/** A policy as `namespace/name`, with where it stands. */
export interface PolicyRef {
  readonly policy: string;
  readonly place: Place;
}

/** One rule of a policy, by its number in its section (from 0), with where the rule stands. */
export interface RuleRef extends PolicyRef {
  readonly rule: number;
}

/** What one side of a connection says; where it is not allowed, also the smallest rule that would, or why there is none. */
export interface Side extends Help {
  readonly direction: Direction;
  readonly allowed: boolean;
  /** Policies that restrict this side; none means that everything is allowed. */
  readonly restrictedBy: readonly PolicyRef[];
  /** Rules that allow the connection. */
  readonly allowedBy: readonly RuleRef[];
  /** Rules that let the peer through, and only to other ports. */
  readonly otherPorts: readonly RuleRef[];
}

export interface Explanation {
  readonly from: string;
  readonly to: string;
  readonly protocol: Protocol;
  readonly port: number;
  readonly allowed: boolean;
  /** Why no policy matters at all: a pod and itself. */
  readonly self: boolean;
  /** Egress of the caller, then ingress of the called. */
  readonly sides: readonly [Side, Side];
}

/** Says why a connection is or is not let through: which rule of which policy, or why nothing does and what would. */
export function explain(
  ready: Ready,
  from: End,
  to: End,
  protocol: Protocol,
  port: number,
  platform: PlatformName = 'kubernetes',
): Explanation {
  const self = isSelf(ready, from, to);
  const families = familiesOf(ready, from, to);
  const at = (family: 4 | 6) => [
    explainSide(ready, 'Egress', from, to, protocol, port, family, platform),
    explainSide(ready, 'Ingress', from, to, protocol, port, family, platform),
  ];
  const all = families.map(at);
  const sides = (all.find((pair) => pair.every((s) => s.allowed)) ?? all[0] ?? at(4)) as [Side, Side];
  const allowed = self || (families.length > 0 && sides.every((s) => s.allowed));
  return { from: nameOf(ready, from), to: nameOf(ready, to), protocol, port, allowed, self, sides };
}

function explainSide(
  ready: Ready,
  direction: Direction,
  from: End,
  to: End,
  protocol: Protocol,
  port: number,
  family: 4 | 6,
  platform: PlatformName,
): Side {
  const [own, peer] = direction === 'Ingress' ? [to, from] : [from, to];
  const policies = 'workload' in own ? (ready.restricting[direction][own.workload] ?? []) : [];
  const admitting = policies.flatMap((policy) =>
    (policy.grants[direction] ?? []).filter((g) => admits(g, peer, family)).map((grant) => ({ policy, grant })),
  );
  const opens = ({ grant }: { grant: Grant }) => has(grantedPorts(grant, targetOf(ready, to)), protocol, port);
  const allowed = policies.length === 0 || admitting.some(opens);
  return {
    direction,
    allowed,
    restrictedBy: policies.map(policyRef),
    allowedBy: admitting.filter(opens).map(({ policy, grant }) => ruleRef(policy, grant)),
    otherPorts: allowed ? [] : admitting.map(({ policy, grant }) => ruleRef(policy, grant)),
    ...(allowed ? {} : helpFor(ready, direction, own, peer, protocol, port, platform)),
  };
}

function ruleRef({ located }: ReadyPolicy, { direction, rule }: Grant): RuleRef {
  const path = ['spec', direction === 'Ingress' ? 'ingress' : 'egress', rule];
  return { policy: policyName(located.policy.metadata), rule, place: located.placeOf(path) };
}

function policyRef({ located }: ReadyPolicy): PolicyRef {
  return { policy: policyName(located.policy.metadata), place: located.placeOf(['spec']) };
}

const policyName = ({ namespace, name }: { namespace: string; name: string }): string => `${namespace}/${name}`;

/** A workload's key, or the address. */
export function nameOf({ places }: Ready, end: End): string {
  if ('address' in end) return formatAddress(end.address);
  const workload = places.workloads[end.workload];
  return workload ? workloadKey(workload) : '';
}
