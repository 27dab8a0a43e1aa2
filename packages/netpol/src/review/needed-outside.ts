import { type ComponentName, componentNames, type Listener, outbound } from '@headrace/topology';
import { type Address, parseBlock, parseHostAddress } from '../address/address.ts';
import { formatAddress } from '../address/format.ts';
import { parseApiAddress } from '../generate/api-address.ts';
import { type EgressConnection, type EgressTarget, egressConnections } from '../generate/egress-connection.ts';
import type { Installation } from './context.ts';

/** A call of a workload to an address that is known. */
export interface NeededOutside {
  /** The workload, by its number in `compiled.index`. */
  readonly from: number;
  /** For sentences: `the API server at 192.168.0.2`. */
  readonly to: string;
  readonly address: Address;
  /** TCP ports, of which one is enough. */
  readonly ports: readonly number[];
  readonly listener: Listener;
}

/**
 * What an installation calls outside, as far as addresses are known: those of the API server, and of registered connections
 * that give addresses or blocks (of a block its first). Where a host has only a name, its address is not known in advance.
 */
export function neededOutside({ options, workloadsOf }: Installation): NeededOutside[] {
  const { egress } = options;
  if (!egress) return [];
  return componentNames.flatMap((component) => {
    const targets = targetsOf(component, egressConnections(options), egress.kubernetesApi);
    return workloadsOf(component).flatMap((from) => targets.map((target) => ({ from, ...target })));
  });
}

type Target = Omit<NeededOutside, 'from'>;

function targetsOf(
  component: ComponentName,
  connections: readonly EgressConnection[],
  kubernetesApi: readonly string[] = [],
): Target[] {
  const calls = outbound(component);
  return [
    ...apiTargets(
      calls.filter((c) => c.outside === 'kubernetes-api').map((c) => c.listener),
      kubernetesApi,
    ),
    ...connections.flatMap((connection) => {
      const call = calls.find((c) => c.outside === connection.kind);
      return call ? connection.targets.flatMap((target) => registered(connection, target, call.listener)) : [];
    }),
  ];
}

/**
 * Each address, by the port of the Service or by that of the endpoint: which of the two a data path looks at differs, so that
 * a policy needs both (cert-manager#5788).
 */
function apiTargets(listeners: readonly Listener[], addresses: readonly string[]): Target[] {
  const [listener] = listeners;
  if (!listener) return [];
  return addresses.flatMap((text) => {
    const found = parseApiAddress(text);
    if (!found) return [];
    const { address, port } = found;
    const ports = port === undefined ? listeners.map((l) => l.port) : [port];
    return [{ to: `the API server at ${formatAddress(address)}`, address, ports, listener }];
  });
}

function registered({ name }: EgressConnection, { host, port, cidrs }: EgressTarget, listener: Listener): Target[] {
  return addressesOf(host, cidrs).map((address) => {
    return { to: `connection '${name}' at ${formatAddress(address)}`, address, ports: [port], listener };
  });
}

function addressesOf(host: string, cidrs: readonly string[] = []): Address[] {
  const blocks = cidrs.flatMap((cidr) => parseBlock(cidr) ?? []);
  if (blocks.length > 0) return blocks.map(({ family, first }) => ({ family, value: first }));
  const address = parseHostAddress(host);
  return address ? [address] : [];
}
