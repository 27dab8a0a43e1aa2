import { isEverywhere } from '../../address/address.ts';
import { blockHolds, readBlock } from '../../evaluate/workload-index.ts';
import { workloadKey } from '../../model/world.ts';
import { pitfallsOf } from '../../platform/platforms.ts';
import { hasBit } from '../../selector/bits.ts';
import type { ReviewFinding } from '../codes.ts';
import type { ReviewContext } from '../context.ts';
import { nameOfPolicy, rulesOf } from '../rules.ts';

/**
 * Blocks in which pods have their addresses: some data paths let them through, others know pods by their labels only.
 * Source: the Kubernetes documentation of `ipBlock` ("should be cluster-external IPs") and Cilium's of CIDR rules.
 */
export function cidrBlocks({ compiled, world, platform }: ReviewContext): ReviewFinding[] {
  const { index } = compiled;
  if (pitfallsOf('podBlocks', platform).length === 0) return [];
  return rulesOf(world).flatMap(({ located, peers, atPeer }) =>
    peers.flatMap(({ ipBlock }, i): ReviewFinding[] => {
      const read = ipBlock && readBlock(ipBlock);
      if (!read?.block || isEverywhere(read.block)) return [];
      const { family } = read.block;
      let first: number | undefined;
      index.byAddress.within(read.block, (owner, value) => {
        if (first === undefined && hasBit(index.pods, owner) && blockHolds(read, { family, value })) first = owner;
      });
      const workload = first === undefined ? undefined : index.workloads[first];
      if (!workload) return [];
      return [
        {
          code: 'review/block-of-pods',
          severity: 'warning',
          message: `${nameOfPolicy(located)} names the block ${ipBlock?.cidr}, in which ${workloadKey(workload)} has its address: some data paths (Cilium) know pods by labels only and let none of a block through.`,
          fix: 'Name pods by a podSelector, and keep blocks for addresses outside the cluster.',
          place: atPeer(i),
        },
      ];
    }),
  );
}
