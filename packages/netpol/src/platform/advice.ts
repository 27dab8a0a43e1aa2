import { isEverywhere, parseBlock } from '../address/address.ts';
import type { CompiledPolicies } from '../evaluate/compile.ts';
import { directionsOf } from '../evaluate/compile.ts';
import { blockHolds, readBlock } from '../evaluate/workload-index.ts';
import type { Direction, EgressRule, IngressRule, NetworkPolicy } from '../model/policy.ts';
import { hasBit } from '../selector/bits.ts';
import { meansHostTraffic } from './openshift.ts';
import { type PlatformName, platforms, type Rule, type Topic } from './platforms.ts';

/** Something in a policy that the platform is known to read otherwise than the API says. */
export interface Misread {
  readonly topic: Topic;
  readonly rule: Rule;
  readonly direction: Direction;
  /** Number of the rule in its section. */
  readonly at: number;
}

/**
 * What of a policy a platform is known to read otherwise than the API says. Advice is checked by it before anybody gets it: remedies,
 * fixes and generated policies. @param compiled where addresses of pods are known, to tell blocks of pods
 */
export function misreadOn(platform: PlatformName, policy: NetworkPolicy, compiled?: CompiledPolicies): Misread[] {
  const { rules } = platforms[platform];
  const { ingress = [], egress = [] } = policy.spec;
  const directions = directionsOf(policy.spec);
  const sections: { direction: Direction; rule: AnyRule; at: number }[] = [
    ...ingress.map((rule, at) => ({ direction: 'Ingress' as const, rule, at })),
    ...egress.map((rule, at) => ({ direction: 'Egress' as const, rule, at })),
  ];
  return sections.flatMap(({ direction, rule, at }) => {
    const found = topicsOf(rule, direction, compiled);
    if (!directions.includes(direction)) found.add('leftOutRules');
    return [...found].flatMap((topic): Misread[] => {
      const known = rules[topic];
      return known?.isTrap ? [{ topic, rule: known, direction, at }] : [];
    });
  });
}

type AnyRule = IngressRule & EgressRule;

/** The topics that a rule touches. */
function topicsOf(
  { from, to, ports = [] }: AnyRule,
  direction: Direction,
  compiled: CompiledPolicies | undefined,
): Set<Topic> {
  const peers = (direction === 'Ingress' ? from : to) ?? [];
  const found = new Set<Topic>();
  if (peers.some((p) => p.podSelector && meansHostTraffic(p))) found.add('namespacePeers');
  if (peers.some(({ ipBlock }) => ipBlock && compiled && holdsPods(compiled, ipBlock))) found.add('podBlocks');
  if (ports.some(({ port }) => typeof port === 'string')) found.add('namedPorts');
  if (ports.some(({ endPort }) => endPort !== undefined)) found.add('endPort');
  if (ports.some(({ protocol }) => protocol === 'SCTP')) found.add('sctp');
  return found;
}

function holdsPods({ index }: CompiledPolicies, ipBlock: Parameters<typeof readBlock>[0]): boolean {
  const read = readBlock(ipBlock);
  const block = parseBlock(ipBlock.cidr);
  if (!block || isEverywhere(block)) return false;
  let found = false;
  index.byAddress.within(block, (owner, value) => {
    found ||= hasBit(index.pods, owner) && blockHolds(read, { family: block.family, value });
  });
  return found;
}
