import { formatAddress } from '../address/format.ts';
import type { Ready, ReadyPolicy } from '../evaluate/compile.ts';
import { type Grant, grantedPorts } from '../evaluate/grant.ts';
import { admits, type End, familiesOf, isSelf, side, targetOf, verdictOf } from '../evaluate/reach.ts';
import { type Verdict, verdictAt } from '../evaluate/verdict.ts';
import type { Direction, Protocol } from '../model/policy.ts';
import { type Place, workloadKey } from '../model/world.ts';
import type { PlatformName } from '../platform/platforms.ts';
import { has } from '../ports/port-set.ts';
import { type Help, helpFor } from './remedy.ts';
import { type Unknown, unknownsOf } from './unknown.ts';

/** A policy as `namespace/name`, with where it stands. */
export interface PolicyRef {
  readonly policy: string;
  readonly place: Place;
}

/** One rule of a policy, by its number in its section (from 0), with where the rule stands. */
export interface RuleRef extends PolicyRef {
  readonly rule: number;
}

/** A rule that may let the peer through or not, and why that is not known. */
export interface UndecidedRule extends RuleRef {
  readonly because: readonly Unknown[];
}

/** What one side of a connection says; where it is not allowed, also the smallest rule that would, or why there is none. */
export interface Side extends Help {
  readonly direction: Direction;
  readonly verdict: Verdict;
  /** Policies that restrict this side; none means that everything is allowed. */
  readonly restrictedBy: readonly PolicyRef[];
  /** Rules that allow the connection, each by itself or (blocks that make up a whole family) together. */
  readonly allowedBy: readonly RuleRef[];
  /** Rules that decide an unknown verdict; there are none with another. */
  readonly undecidedBy: readonly UndecidedRule[];
  /** Rules that let the peer through, and only to other ports. */
  readonly otherPorts: readonly RuleRef[];
}

export interface Explanation {
  readonly from: string;
  readonly to: string;
  readonly protocol: Protocol;
  readonly port: number;
  readonly verdict: Verdict;
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
  const families = familiesOf(ready, from, to);
  const asked = { ready, from, to, protocol, port, platform };
  const all = families.map((family): readonly [Side, Side] => sidesAt(asked, family));
  const verdict = verdictOf(ready, from, to, protocol, port);
  const told = all.find((pair) => verdictOfBoth(pair) === verdict) ?? all[0] ?? sidesAt(asked, 4);
  const self = isSelf(ready, from, to);
  return { from: nameOf(ready, from), to: nameOf(ready, to), protocol, port, verdict, self, sides: told };
}

/** What two sides say together. */
function verdictOfBoth(pair: readonly [Side, Side]): Verdict {
  if (pair.some((s) => s.verdict === 'denied')) return 'denied';
  return pair.some((s) => s.verdict === 'unknown') ? 'unknown' : 'allowed';
}

interface Asked {
  readonly ready: Ready;
  readonly from: End;
  readonly to: End;
  readonly protocol: Protocol;
  readonly port: number;
  readonly platform: PlatformName;
}

const sidesAt = (asked: Asked, family: 4 | 6): readonly [Side, Side] => [
  explainSide(asked, 'Egress', family),
  explainSide(asked, 'Ingress', family),
];

function explainSide(asked: Asked, direction: Direction, family: 4 | 6): Side {
  const { ready, from, to, protocol, port, platform } = asked;
  const [own, peer] = direction === 'Ingress' ? [to, from] : [from, to];
  const policies = 'workload' in own ? (ready.restricting[direction][own.workload] ?? []) : [];
  const rules = policies.flatMap((policy) =>
    (policy.grants[direction] ?? []).map((grant) => ({
      policy,
      grant,
      admitted: admits(ready, grant, peer, family),
      opens: has(grantedPorts(grant, targetOf(ready, to)), protocol, port),
    })),
  );
  const verdict = verdictAt(side(ready, direction, from, to, family), protocol, port);
  const opening = rules.filter((r) => r.opens && r.admitted !== 'denied');
  const sure = opening.filter((r) => r.admitted === 'allowed');
  const allowedBy = verdict !== 'allowed' ? [] : sure.length > 0 ? sure : opening;
  const because = ({ located: { policy } }: ReadyPolicy, { rule }: Grant) =>
    'workload' in peer ? unknownsOf(ready, policy, direction, rule, peer.workload, family) : [];
  const closed = rules.filter((r) => !r.opens && r.admitted === 'allowed');
  return {
    direction,
    verdict,
    restrictedBy: policies.map(policyRef),
    allowedBy: allowedBy.map(({ policy, grant }) => ruleRef(policy, grant)),
    undecidedBy:
      verdict !== 'unknown'
        ? []
        : opening.map(({ policy, grant }) => ({ ...ruleRef(policy, grant), because: because(policy, grant) })),
    otherPorts: verdict === 'allowed' ? [] : closed.map(({ policy, grant }) => ruleRef(policy, grant)),
    ...(verdict === 'allowed' ? {} : helpFor(ready, direction, own, peer, protocol, port, platform)),
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
