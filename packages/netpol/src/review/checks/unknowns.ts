import { isEverywhere } from '../../address/address.ts';
import { maybeSelectedBy } from '../../evaluate/resolved-rule.ts';
import { readBlock } from '../../evaluate/workload-index.ts';
import { describeBlock } from '../../explain/unknown.ts';
import { firstOf } from '../../model/first-of.ts';
import type { IpBlock, Peer } from '../../model/policy.ts';
import { type Place, workloadKey } from '../../model/world.ts';
import { describeSelector } from '../../selector/match.ts';
import type { ReviewFinding } from '../codes.ts';
import type { ReviewContext } from '../context.ts';
import { nameOfPolicy, rulesOf } from '../rules.ts';

/**
 * What is missing to say whom rules find: the labels of a namespace, or the addresses of pods. A finding for each namespace,
 * and one for all addresses; its place is that of the first rule that it leaves open.
 */
export function unknowns({ compiled: { index }, world }: Pick<ReviewContext, 'compiled' | 'world'>): ReviewFinding[] {
  const byNamespace = new Map<string, Open[]>();
  const byAddress: Open[] = [];
  for (const { located, peers, atPeer } of rulesOf(world))
    for (const [i, peer] of peers.entries()) {
      const at = { policy: nameOfPolicy(located), peer, place: atPeer(i) };
      if (peer.ipBlock) {
        if (isPartOfFamily(peer.ipBlock)) byAddress.push(at);
        continue;
      }
      for (const namespace of new Set(
        [...maybeSelectedBy(index, peer)].map((n) => index.workloads[n]?.namespace ?? ''),
      ))
        byNamespace.set(namespace, [...(byNamespace.get(namespace) ?? []), at]);
    }
  const withoutAddress = [...index.unaddressed].flatMap((i) => index.workloads[i] ?? []).map(workloadKey);
  return [
    ...[...byNamespace].map(([namespace, open]) => aboutNamespace(namespace, open)),
    ...(byAddress.length > 0 && withoutAddress.length > 0 ? [aboutAddresses(withoutAddress, byAddress)] : []),
  ];
}

/** A peer of which it is not known whom it finds. */
interface Open {
  readonly policy: string;
  readonly peer: Peer;
  readonly place: Place;
}

function isPartOfFamily(block: IpBlock): boolean {
  const read = readBlock(block);
  return read.block !== undefined && !(isEverywhere(read.block) && read.except.length === 0);
}

function aboutNamespace(namespace: string, open: readonly Open[]): ReviewFinding {
  const selectors = open.map(({ policy, peer }) => `${describeSelector(peer.namespaceSelector ?? {})} of ${policy}`);
  return {
    code: 'review/unknown-namespace',
    severity: 'warning',
    message: `The namespace ${namespace} is not in what was read, so its labels are not known: the ${open.length === 1 ? 'selector' : 'selectors'} ${firstOf([...new Set(selectors)])} may find it.`,
    fix: `Add the Namespace with its labels (kubectl get namespace ${namespace} -o yaml), or read the cluster with --live.`,
    ...placeOf(open),
  };
}

/** Most blocks are meant for what is outside of the cluster, of which it is known. */
function aboutAddresses(workloads: readonly string[], open: readonly Open[]): ReviewFinding {
  const blocks = open.flatMap(({ policy, peer }) =>
    peer.ipBlock ? `${describeBlock(peer.ipBlock)} of ${policy}` : [],
  );
  const isOne = workloads.length === 1;
  return {
    code: 'review/unknown-address',
    severity: 'info',
    message: `${firstOf(workloads)} ${isOne ? 'has' : 'have'} no address in what was read: the ${blocks.length === 1 ? 'block' : 'blocks'} ${firstOf([...new Set(blocks)])} may hold ${isOne ? 'it' : 'them'}.`,
    fix: 'Read the pods as they run (kubectl get pods -o yaml, or --live), and name pods by a podSelector.',
    ...placeOf(open),
  };
}

const placeOf = ([first]: readonly Open[]): Pick<ReviewFinding, 'place'> => (first ? { place: first.place } : {});
