import { parseBlock } from '../address/address.ts';
import type { CompiledPolicies } from '../evaluate/compile.ts';
import { maybeSelectedBy } from '../evaluate/resolved-rule.ts';
import type { Direction, IpBlock, NetworkPolicy, Peer } from '../model/policy.ts';
import { workloadKey } from '../model/world.ts';
import { describeSelector } from '../selector/match.ts';
import { isMember } from '../selector/workload-set.ts';

/** Why it is not known whether a rule lets a workload through, and what would decide it. */
export interface Unknown {
  readonly why: string;
  readonly decidedBy: string;
}

/** What of a rule leaves it open whether a workload is among its peers, over a family of addresses. */
export function unknownsOf(
  compiled: CompiledPolicies,
  { metadata, spec }: NetworkPolicy,
  direction: Direction,
  rule: number,
  peer: number,
  family: 4 | 6,
): Unknown[] {
  const { ingress = [], egress = [] } = spec;
  const peers: readonly Peer[] = (direction === 'Ingress' ? ingress[rule]?.from : egress[rule]?.to) ?? [];
  return peers.flatMap((one) => unknownOf(compiled, metadata.namespace, one, peer, family) ?? []);
}

function unknownOf(
  { index }: CompiledPolicies,
  policyOf: string,
  named: Peer,
  peer: number,
  family: 4 | 6,
): Unknown | undefined {
  const workload = index.workloads[peer];
  if (!workload) return undefined;
  const { ipBlock, namespaceSelector } = named;
  if (ipBlock) {
    const isOpen = index.addresses[peer]?.length === 0 && parseBlock(ipBlock.cidr)?.family === family;
    return isOpen ? byAddress(workloadKey(workload), ipBlock) : undefined;
  }
  const isOpen = namespaceSelector !== undefined && isMember(maybeSelectedBy(index, named), peer);
  return isOpen ? byNamespace(workload.namespace, describeSelector(namespaceSelector), policyOf) : undefined;
}

const byAddress = (workload: string, block: IpBlock): Unknown => ({
  why: `${workload} has no address in what was read, and the block ${describeBlock(block)} may hold it`,
  decidedBy: 'Read the pods as they run (kubectl get pods -o yaml, or --live): then their addresses are known.',
});

const byNamespace = (namespace: string, selector: string, policyOf: string): Unknown => ({
  why: `the labels of the namespace ${namespace} are not in what was read, and the selector ${selector} of a rule in ${policyOf} may find it`,
  decidedBy: `Add the Namespace with its labels (kubectl get namespace ${namespace} -o yaml), or read the cluster with --live.`,
});

/** `10.0.0.0/8`, `10.0.0.0/8 but 10.1.0.0/16`. */
export const describeBlock = ({ cidr, except = [] }: IpBlock): string =>
  except.length === 0 ? cidr : `${cidr} but ${except.join(', ')}`;
