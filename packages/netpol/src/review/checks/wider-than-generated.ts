import type { Block } from '../../address/address.ts';
import { type CompiledPolicies, type CompiledPolicy, withPolicies } from '../../evaluate/compile.ts';
import { admits, allowedPorts, type Endpoint, familiesOf, isSelf, targetOf } from '../../evaluate/reach.ts';
import { portsOpenedAt } from '../../evaluate/resolved-rule.ts';
import { cidrsOf, partsOfPolicies } from '../../list/outside.ts';
import { firstOf } from '../../model/first-of.ts';
import type { Direction } from '../../model/policy.ts';
import { workloadKey } from '../../model/world.ts';
import { describePorts, difference, isNone, noPorts, type PortSet, union } from '../../ports/port-set.ts';
import type { ReviewFinding } from '../codes.ts';
import type { ReviewContext } from '../context.ts';
import { located } from '../located.ts';
import { nameOfPolicy } from '../rules.ts';

/**
 * Policies that nobody would generate and that open pods of the installation to more than is generated: policies add up, so
 * that one more is enough to undo what the others keep shut.
 */
export function widerThanGenerated({ compiled, installation }: ReviewContext): ReviewFinding[] {
  if (!installation) return [];
  const { generated, workloads, options } = installation;
  const names = new Set(generated.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`));
  const others = compiled.policies.filter((p) => !names.has(nameOfPolicy(p.located)));
  const wanted = withPolicies(
    compiled,
    generated.map((policy) => located(policy, 'generated')),
  );
  const directions: readonly Direction[] = options.egress ? ['Ingress', 'Egress'] : ['Ingress'];
  return others.flatMap((policy) => {
    const own = [...policy.selects].filter((i) => workloads.has(i));
    const opened = directions.flatMap((direction) => own.flatMap((i) => openedBy(policy, direction, i, wanted)));
    return opened.length === 0 ? [] : [findingOf(policy, opened, options.profile)];
  });
}

function findingOf(
  { located: { policy, placeOf } }: CompiledPolicy,
  opened: readonly string[],
  profile: string,
): ReviewFinding {
  const { namespace, name } = policy.metadata;
  return {
    code: 'review/beyond',
    severity: 'warning',
    message: `The policy ${namespace}/${name} opens what the profile ${profile} does not: ${firstOf(opened, '; ')}.`,
    fix: 'Remove it if nobody needs it, or let it open no more than is needed.',
    place: placeOf(['metadata', 'name']),
  };
}

/** What a policy opens on one side of a workload that the wanted policies leave shut, in words. */
function openedBy(policy: CompiledPolicy, direction: Direction, workload: number, wanted: CompiledPolicies): string[] {
  const { index } = wanted;
  const pairOf = (peer: Endpoint): [Endpoint, Endpoint] =>
    direction === 'Ingress' ? [peer, { workload }] : [{ workload }, peer];
  const extra = (peer: Endpoint, families: readonly (4 | 6)[]): PortSet => {
    const [from, to] = pairOf(peer);
    return families.reduce<PortSet>((sum, family) => {
      const opened = openedToPeer(policy, direction, wanted, peer, to, family);
      return union(sum, difference(opened, allowedPorts(wanted, direction, from, to, family).possible));
    }, noPorts);
  };
  const own = keyOf(wanted, workload);
  const words = (peer: string, ports: PortSet) =>
    `${direction === 'Ingress' ? `${peer} to ${own}` : `${own} to ${peer}`} on ${describePorts(ports)}`;
  const pods = index.workloads.flatMap((_, i) => {
    const [from, to] = pairOf({ workload: i });
    const ports = isSelf(wanted, from, to) ? noPorts : extra({ workload: i }, familiesOf(wanted, from, to));
    return isNone(ports) ? [] : [words(keyOf(wanted, i), ports)];
  });
  const byPorts = new Map<string, { ports: PortSet; blocks: Block[] }>();
  for (const block of partsOfPolicies([policy, ...wanted.policies])) {
    const ports = extra({ address: { family: block.family, value: block.first } }, [block.family]);
    if (isNone(ports)) continue;
    const alike = byPorts.get(describePorts(ports)) ?? { ports, blocks: [] };
    alike.blocks.push(block);
    byPorts.set(describePorts(ports), alike);
  }
  const blocks = [...byPorts.values()].map(({ ports, blocks: all }) => words(firstOf(cidrsOf(all)), ports));
  return [...blocks, ...pods];
}

/** What the rules of one policy let through, or may let through, whatever others say. */
function openedToPeer(
  policy: CompiledPolicy,
  direction: Direction,
  compiled: CompiledPolicies,
  peer: Endpoint,
  to: Endpoint,
  family: 4 | 6,
): PortSet {
  const rules = (policy.rules[direction] ?? []).filter((rule) => admits(compiled, rule, peer, family) !== 'denied');
  return rules.reduce<PortSet>((sum, rule) => union(sum, portsOpenedAt(rule, targetOf(compiled, to))), noPorts);
}

function keyOf({ index }: CompiledPolicies, workload: number): string {
  const found = index.workloads[workload];
  return found ? workloadKey(found) : '';
}
