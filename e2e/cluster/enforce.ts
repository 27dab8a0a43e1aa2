import { type Address, compile, type Endpoint, endpointNamed, parseAddress, readObjects } from '@headrace/netpol';
import { filterOf } from '../support/network/filter.ts';
import type { Host } from '../support/network/host.ts';
import type { Applied } from './api.ts';

/** What the API server has. */
export interface Seen {
  readonly namespaces: Applied[];
  readonly pods: Applied[];
  readonly policies: Applied[];
}

/** Loads into each host the filter that the policies amount to; `shut` ports are closed besides. */
export async function enforce(seen: Seen, hosts: readonly Host[], shut: ReadonlySet<number>): Promise<void> {
  const objects = [
    ...seen.namespaces.map((o) => ({ ...o, kind: 'Namespace' })),
    ...seen.pods.map((o) => ({ ...o, kind: 'Pod' })),
    ...seen.policies.map((o) => ({ ...o, kind: 'NetworkPolicy' })),
  ];
  const { world } = readObjects(objects.map((data) => ({ name: `${data.kind}/${data.metadata.name}`, data })));
  const compiled = compile(world);
  const placeOf = ({ address }: Host) => ({
    end: endpointNamed(compiled, address) as Endpoint,
    address: parseAddress(address) as Address,
  });
  for (const host of hosts) {
    const others = hosts.filter((h) => h !== host).map(placeOf);
    await host.load(filterOf(compiled, placeOf(host), others));
    await host.load(firewall(shut));
  }
}

const firewall = (ports: ReadonlySet<number>): string => `table inet firewall
delete table inet firewall
table inet firewall {
  chain arriving {
    type filter hook input priority -10; policy accept;
    ${ports.size === 0 ? '' : `tcp dport { ${[...ports].join(', ')} } drop`}
  }
}
`;
