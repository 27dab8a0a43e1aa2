import {
  type CompiledPolicies,
  type ContainerPort,
  compile,
  type Endpoint,
  endpointNamed,
  type NetworkPolicy,
  type World,
} from '@headrace/netpol';
import type { Peer, Probe, Question } from './oracle.ts';

/** The same question put to our own evaluation: the world that the probes tell of, compiled. */
export interface Asked {
  readonly compiled: CompiledPolicies;
  endOf(peer: Peer): Endpoint;
}

/** Pods are told apart by their address, which the judge's questions always have. */
export function ask({ policies, probes }: Question): Asked {
  const peers = new Map<string, Peer>();
  const ports = new Map<string, Map<string, ContainerPort>>();
  for (const { from, to, port, portName, protocol } of probes) {
    for (const peer of [from, to]) if (peer.namespace !== '') peers.set(peer.ip, peer);
    const own = ports.get(to.ip) ?? new Map<string, ContainerPort>();
    ports.set(to.ip, own);
    own.set(`${portName} ${port} ${protocol}`, { name: portName, port, protocol });
  }
  const namespaces = new Map([...peers.values()].map((p) => [p.namespace, p.namespaceLabels ?? {}]));
  const world: World = {
    namespaces: [...namespaces].map(([name, labels]) => ({ name, labels })),
    workloads: [...peers.values()].map(({ namespace, labels = {}, ip }) => ({
      namespace,
      name: ip,
      kind: 'Pod',
      labels,
      hostNetwork: false,
      addresses: [ip],
      ports: [...(ports.get(ip)?.values() ?? [])],
    })),
    services: [],
    policies: policies.map((policy) => ({ policy, placeOf: () => ({ file: nameOf(policy), line: 1, column: 1 }) })),
  };
  const compiled = compile(world);
  return {
    compiled,
    endOf: (peer) => {
      const end = endpointNamed(compiled, peer.ip);
      if (!end) throw new Error(`${peer.ip} is no address`);
      return end;
    },
  };
}

/** A pod and itself: the judge applies policies to it, the network never does. */
export const isLoopback = ({ from, to }: Probe): boolean => from.namespace !== '' && from.ip === to.ip;

const nameOf = ({ metadata }: NetworkPolicy) => `${metadata.namespace}/${metadata.name}`;
