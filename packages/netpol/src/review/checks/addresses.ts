import { isEverywhere, parseAddress } from '../../address/address.ts';
import { formatAddress } from '../../address/format.ts';
import { reach } from '../../evaluate/reach.ts';
import { blockHolds, readBlock } from '../../evaluate/workload-index.ts';
import { firstOf } from '../../model/first-of.ts';
import type { Service } from '../../model/world.ts';
import { pitfallsOf } from '../../platform/platforms.ts';
import { has } from '../../ports/port-set.ts';
import { behind, targetOf } from '../behind.ts';
import type { ReviewFinding } from '../codes.ts';
import type { ReviewContext } from '../context.ts';
import { nameOfPolicy, rulesOf } from '../rules.ts';

/** Addresses of Services: most data paths look at a connection when it has got the address of a pod already. */
export function addresses(context: ReviewContext): ReviewFinding[] {
  return [...inBlocks(context), ...context.world.services.flatMap(external)];
}

function inBlocks(context: ReviewContext): ReviewFinding[] {
  const { compiled, world, platform } = context;
  // Where policies see the address of the Service, a block is the right thing.
  if (platform === 'aws-vpc-cni' || pitfallsOf('serviceAddresses', platform).length === 0) return [];
  const known = world.services.flatMap((service) =>
    (service.clusterIPs ?? []).flatMap((ip) => {
      const address = parseAddress(ip);
      return address ? [{ service, address }] : [];
    }),
  );
  const selects = new Map(compiled.policies.map((p) => [p.located, p.selects]));
  return rulesOf(world).flatMap(({ located, direction, peers, atPeer }) =>
    direction === 'Ingress'
      ? []
      : peers.flatMap(({ ipBlock }, i): ReviewFinding[] => {
          const read = ipBlock && readBlock(ipBlock);
          if (!read?.block || isEverywhere(read.block)) return [];
          const missed = known.filter(
            ({ service, address }) =>
              blockHolds(read, address) && !isReached(context, selects.get(located) ?? [], service),
          );
          if (missed.length === 0) return [];
          const names = firstOf(
            missed.map(({ service, address }) => `${formatAddress(address)} of ${service.namespace}/${service.name}`),
          );
          return [
            {
              code: 'review/service-address-in-block',
              severity: 'warning',
              message: `${nameOfPolicy(located)} names the block ${ipBlock?.cidr} with the address of a Service (${names}): most data paths see the address of a pod behind it, so that nothing of it is reached.`,
              fix: `Name the pods behind the Service by a podSelector and their port${platform === 'kubernetes' ? '; keep the block too where your data path sees the address of the Service' : ''}.`,
              place: atPeer(i),
            },
          ];
        }),
  );
}

/** Whether the pods that a policy selects reach those behind a Service anyway. It is not known of pods that were not read. */
function isReached({ compiled }: ReviewContext, selects: Iterable<number>, service: Service): boolean {
  // Its endpoints are kept by somebody else, as those of the API server: then both addresses are named beside each other.
  if (!service.selector) return true;
  const pods = behind(compiled, service);
  const callers = [...selects];
  return (
    pods.length > 0 &&
    callers.length > 0 &&
    callers.every((from) =>
      pods.every((to) => {
        const workload = compiled.index.workloads[to];
        const { allowed } = reach(compiled, { workload: from }, { workload: to });
        return service.ports.every((port) => {
          const target = workload && targetOf(port, workload);
          return target === undefined || has(allowed, port.protocol, target);
        });
      }),
    )
  );
}

/** Nodes accept connections to these addresses from anyone, and hide the caller. */
function external({ namespace, name, externalIPs = [], place }: Service): ReviewFinding[] {
  if (externalIPs.length === 0) return [];
  return [
    {
      code: 'review/external-ips',
      severity: 'warning',
      message: `The Service ${namespace}/${name} has externalIPs (${firstOf(externalIPs)}): every node takes calls for them, so that who may write Services can take over calls to any address (CVE-2020-8554), and policies see the node as the caller.`,
      fix: 'Use a Service of type LoadBalancer or an Ingress; forbid externalIPs by the admission plugin DenyServiceExternalIPs.',
      ...(place ? { place } : {}),
    },
  ];
}
