import {
  type Address,
  type CompiledPolicies,
  compile,
  difference,
  type Endpoint,
  endpointNamed,
  type ProfileName,
  parseAddress,
  reach,
  readWorld,
} from '@headrace/netpol';
import { filterOf, type Place } from '../../support/network/filter.ts';
import type { Host } from '../../support/network/host.ts';
import type { Network } from '../../support/network/network.ts';
import { type Pod, podsOf } from './pods.ts';

/** Policies in force on the hosts of a network. */
export class Enforcement {
  readonly compiled: CompiledPolicies;
  private readonly network: Network;
  private readonly places: ReadonlyMap<string, Place>;

  /** @param policies YAML as it was printed; without any, everything is open */
  constructor(network: Network, profile: ProfileName, policies = '') {
    this.network = network;
    const pods = podsOf(profile);
    const files = [
      { file: 'pods.yaml', text: pods.map((pod) => manifest(pod, addressOf(network, pod.host))).join('') },
    ];
    if (policies !== '') files.push({ file: 'policies.yaml', text: policies });
    const { world, findings } = readWorld(files);
    if (findings.length > 0) throw new Error(`the policies cannot be read back: ${JSON.stringify(findings)}`);
    this.compiled = compile(world);
    this.places = new Map(
      [...network.hosts.values()].map(({ name, address }) => [
        name,
        { end: endpointNamed(this.compiled, address) as Endpoint, address: parseAddress(address) as Address },
      ]),
    );
  }

  /** The rules of all hosts, one after the other: what is the same text lets the same through. */
  get text(): string {
    return [...this.places.keys()].map((name) => this.rulesOf(name)).join('');
  }

  /** Puts the rules in force. Connections that are open stay open, as with real policies. */
  async apply(): Promise<void> {
    const hosts = [...this.network.hosts.values()];
    await Promise.all(hosts.map((host) => loadOnce(host, this.rulesOf(host.name))));
  }

  /** Whether the policies let one host call another on a TCP port. */
  lets(from: string, to: string, port: number): boolean {
    const open = reach(this.compiled, this.place(from).end, this.place(to).end).allowed.TCP;
    return open.some(({ start, end }) => start <= port && port <= end);
  }

  /** TCP ports that these policies let through between two hosts and others do not: the ends of each range. */
  portsBeyond(others: Enforcement, from: string, to: string): number[] {
    const open = (e: Enforcement) => reach(e.compiled, e.place(from).end, e.place(to).end).allowed;
    return difference(open(this), open(others)).TCP.flatMap(({ start, end }) =>
      start === end ? [start] : [start, end],
    );
  }

  private rulesOf(name: string): string {
    return filterOf(this.compiled, this.place(name), [...this.places.values()]);
  }

  private place(name: string): Place {
    const place = this.places.get(name);
    if (!place) throw new Error(`there is no host ${name}`);
    return place;
  }
}

/** What is in force where. */
const inForce = new WeakMap<Host, string>();

async function loadOnce(host: Host, rules: string): Promise<void> {
  if (inForce.get(host) === rules) return;
  await host.load(rules);
  inForce.set(host, rules);
}

/** Connections that were begun to a host under the rules in force, as `<caller> <port>`. */
export async function begunTo(network: Network, host: Host, set: 'used' | 'dropped'): Promise<string[]> {
  const names = new Map([...network.hosts.values()].map(({ name, address }) => [address, name]));
  const listed = await host.run('nft', 'list', 'set', 'inet', 'headrace', set);
  const found = [...listed.matchAll(/(\d+\.\d+\.\d+\.\d+) \. (\d+)/g)];
  return found.map(([, address = '', port]) => `${names.get(address) ?? address} ${port}`).sort();
}

/** Forgets the connections that were begun so far. */
export async function forgetBegun({ hosts }: Network): Promise<void> {
  const flush = (set: string) => (host: Host) => host.run('nft', 'flush', 'set', 'inet', 'headrace', set);
  await Promise.all(['used', 'dropped'].flatMap((set) => [...hosts.values()].map(flush(set))));
}

function addressOf({ hosts }: Network, name: string): string {
  const host = hosts.get(name);
  if (!host) throw new Error(`there is no host ${name}`);
  return host.address;
}

/** A pod as the cluster would show it; JSON is YAML. What is outside the cluster is none. */
function manifest({ host, namespace, labels }: Pod, address: string): string {
  if (namespace === undefined) return '';
  const metadata = { name: host, namespace, labels };
  return `---\n${JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata, status: { podIP: address } })}\n`;
}
