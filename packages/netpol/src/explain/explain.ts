import { formatAddress } from '../address/format.ts';
import type { CompiledPolicies, CompiledPolicy } from '../evaluate/compile.ts';
import { admits, allowedPorts, type Endpoint, familiesOf, isSelf, targetOf, verdictOf } from '../evaluate/reach.ts';
import { portsOpenedAt, type ResolvedRule } from '../evaluate/resolved-rule.ts';
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
  compiled: CompiledPolicies,
  from: Endpoint,
  to: Endpoint,
  protocol: Protocol,
  port: number,
  platform: PlatformName = 'kubernetes',
): Explanation {
  const families = familiesOf(compiled, from, to);
  const asked = { compiled, from, to, protocol, port, platform };
  const all = families.map((family): readonly [Side, Side] => sidesAt(asked, family));
  const verdict = verdictOf(compiled, from, to, protocol, port);
  const told = all.find((pair) => verdictOfBoth(pair) === verdict) ?? all[0] ?? sidesAt(asked, 4);
  const self = isSelf(compiled, from, to);
  return { from: nameOf(compiled, from), to: nameOf(compiled, to), protocol, port, verdict, self, sides: told };
}

/** What two sides say together. */
function verdictOfBoth(pair: readonly [Side, Side]): Verdict {
  if (pair.some((s) => s.verdict === 'denied')) return 'denied';
  return pair.some((s) => s.verdict === 'unknown') ? 'unknown' : 'allowed';
}

interface Asked {
  readonly compiled: CompiledPolicies;
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly protocol: Protocol;
  readonly port: number;
  readonly platform: PlatformName;
}

const sidesAt = (asked: Asked, family: 4 | 6): readonly [Side, Side] => [
  explainSide(asked, 'Egress', family),
  explainSide(asked, 'Ingress', family),
];

function explainSide(asked: Asked, direction: Direction, family: 4 | 6): Side {
  const { compiled, from, to, protocol, port, platform } = asked;
  const [own, peer] = direction === 'Ingress' ? [to, from] : [from, to];
  const policies = 'workload' in own ? (compiled.restricting[direction][own.workload] ?? []) : [];
  const rules = policies.flatMap((policy) =>
    (policy.rules[direction] ?? []).map((rule) => ({
      policy,
      rule,
      admitted: admits(compiled, rule, peer, family),
      opens: has(portsOpenedAt(rule, targetOf(compiled, to)), protocol, port),
    })),
  );
  const verdict = verdictAt(allowedPorts(compiled, direction, from, to, family), protocol, port);
  const opening = rules.filter((r) => r.opens && r.admitted !== 'denied');
  const sure = opening.filter((r) => r.admitted === 'allowed');
  const allowedBy = verdict !== 'allowed' ? [] : sure.length > 0 ? sure : opening;
  const because = ({ located: { policy } }: CompiledPolicy, { number }: ResolvedRule) =>
    'workload' in peer ? unknownsOf(compiled, policy, direction, number, peer.workload, family) : [];
  const closed = rules.filter((r) => !r.opens && r.admitted === 'allowed');
  return {
    direction,
    verdict,
    restrictedBy: policies.map(policyRef),
    allowedBy: allowedBy.map(({ policy, rule }) => ruleRef(policy, rule)),
    undecidedBy:
      verdict !== 'unknown'
        ? []
        : opening.map(({ policy, rule }) => ({ ...ruleRef(policy, rule), because: because(policy, rule) })),
    otherPorts: verdict === 'allowed' ? [] : closed.map(({ policy, rule }) => ruleRef(policy, rule)),
    ...(verdict === 'allowed' ? {} : helpFor(compiled, direction, own, peer, protocol, port, platform)),
  };
}

function ruleRef({ located }: CompiledPolicy, { direction, number }: ResolvedRule): RuleRef {
  const path = ['spec', direction === 'Ingress' ? 'ingress' : 'egress', number];
  return { policy: policyName(located.policy.metadata), rule: number, place: located.placeOf(path) };
}

function policyRef({ located }: CompiledPolicy): PolicyRef {
  return { policy: policyName(located.policy.metadata), place: located.placeOf(['spec']) };
}

const policyName = ({ namespace, name }: { namespace: string; name: string }): string => `${namespace}/${name}`;

/** A workload's key, or the address. */
export function nameOf({ index }: CompiledPolicies, end: Endpoint): string {
  if ('address' in end) return formatAddress(end.address);
  const workload = index.workloads[end.workload];
  return workload ? workloadKey(workload) : '';
}
