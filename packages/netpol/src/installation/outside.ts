import { existing } from '@headrace/text';
import type { ComponentName } from '@headrace/topology';
import { type Address, parseAddress, parseBlock, parseHostAddress } from '../address/address.ts';
import { parseApiAddress } from '../generate/api-address.ts';
import { dnsPods } from '../generate/egress.ts';
import { type EgressTarget, egressConnections, serviceNamespace } from '../generate/egress-connection.ts';
import type { GenerateOptions } from '../generate/options.ts';
import type { Workload } from '../model/world.ts';

/** Something outside that an installation calls: pods of another namespace, or an address. */
export interface OutsideTarget {
  readonly component: ComponentName;
  /** As people call it: the name of a registered connection, or what it is. */
  readonly title: string;
  readonly at: { readonly workload: Workload } | { readonly address: Address };
  /** Nobody has said where it is: the address stands for any, and no policy should name it. */
  readonly isRepresentative: boolean;
  /** The ports of a registered connection; those of the topology where it is none. */
  readonly port: number | undefined;
}

/**
 * Stands for addresses that nobody has said: a block for documentation, which no real policy names (RFC 5737). One family is
 * enough, since what is generated for them opens both or none.
 */
const somewhere = existing(parseAddress('192.0.2.1'));

/** What an installation calls outside: names, the API server, and each registered connection. */
export function outsideTargets(options: GenerateOptions): OutsideTarget[] {
  const { namespace, labels } = dnsPods(options.platform);
  const [api] = (options.egress?.kubernetesApi ?? []).flatMap((text) => parseApiAddress(text) ?? []);
  return [
    targetOf('dns', 'DNS', { workload: pods(namespace, 'dns', labels) }),
    targetOf('kubernetes-api', 'API server', { address: api?.address ?? somewhere }, api?.port),
    ...egressConnections(options).flatMap(({ name, kind, targets }) =>
      targets.map((target) => targetOf(kind, `${name} (${target.host})`, placeOf(name, target), target.port)),
    ),
  ];
}

const targetOf = (
  component: ComponentName,
  title: string,
  at: OutsideTarget['at'],
  port: number | undefined = undefined,
): OutsideTarget => ({ component, title, at, port, isRepresentative: 'address' in at && at.address === somewhere });

function placeOf(name: string, { host, cidrs = [], podLabels }: EgressTarget): OutsideTarget['at'] {
  const [block] = cidrs.flatMap((cidr) => parseBlock(cidr) ?? []);
  if (block) return { address: { family: block.family, value: block.first } };
  const namespace = serviceNamespace(host);
  if (namespace !== undefined) return { workload: pods(namespace, name, podLabels ?? {}) };
  return { address: parseHostAddress(host) ?? somewhere };
}

const pods = (namespace: string, name: string, labels: Workload['labels']): Workload => ({
  namespace,
  name,
  kind: 'Service',
  labels,
  hostNetwork: false,
  addresses: [],
  ports: [],
});
