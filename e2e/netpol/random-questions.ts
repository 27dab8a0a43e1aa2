import type { LabelSelector, NetworkPolicy, Peer as PolicyPeer, PolicyPort, Protocol } from '@headrace/netpol';
import type { Peer, Probe, Question } from './oracle.ts';

const protocols = ['TCP', 'UDP', 'SCTP'] as const;
/** What every pod serves; probes also go to ports that none serves. */
const served = [
  { port: 80, name: 'web', protocol: 'TCP' },
  { port: 81, name: 'admin', protocol: 'TCP' },
  { port: 53, name: 'dns', protocol: 'UDP' },
  { port: 80, name: 'signal', protocol: 'SCTP' },
] as const satisfies readonly { port: number; name: string; protocol: Protocol }[];

/** A stream of numbers that a seed gives again (mulberry32). */
class Dice {
  private state: number;
  constructor(seed: number) {
    this.state = seed;
  }

  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
  below(n: number): number {
    return Math.floor(this.next() * n);
  }
  one<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
  chance(share: number): boolean {
    return this.next() < share;
  }
  some<T>(most: number, make: () => T): T[] {
    return Array.from({ length: this.below(most + 1) }, make);
  }
}

/** A random set of namespaces, pods and policies, with connections to judge: the same for the same seed. */
export function randomQuestion(seed: number): Question {
  const dice = new Dice(seed);
  const v6 = dice.chance(0.25);
  const namespaces = ['x', 'y', 'z']
    .slice(0, 1 + dice.below(3))
    .map((name) => ({ name, labels: { ...labels(dice), ns: name } }));
  const pods = Array.from({ length: 2 + dice.below(3) }, (_, i): Peer => {
    const { name, labels: own } = dice.one(namespaces);
    const namespaceLabels = { ...own, 'kubernetes.io/metadata.name': name };
    return { namespace: name, namespaceLabels, labels: labels(dice), ip: address(v6, 1 + i) };
  });
  const outside: Peer = { namespace: '', ip: address(v6, 200) };
  const policies = dice.some(4, () => policy(dice, dice.one(namespaces).name, v6)).map(named);
  const probes = Array.from({ length: 8 }, () => probe(dice, pods, outside));
  return { policies, probes };
}

const address = (v6: boolean, host: number) => (v6 ? `fd00::${host.toString(16)}` : `10.0.0.${host}`);
const named = (p: NetworkPolicy, i: number): NetworkPolicy => ({ ...p, metadata: { ...p.metadata, name: `p${i}` } });

function labels(dice: Dice): Record<string, string> {
  return Object.fromEntries(dice.some(2, () => [dice.one(['app', 'tier', 'env']), dice.one(['a', 'b', ''])]));
}

function selector(dice: Dice): LabelSelector {
  const matchExpressions = dice.some(2, () => {
    const operator = dice.one(['In', 'NotIn', 'Exists', 'DoesNotExist'] as const);
    const key = dice.one(['app', 'tier', 'env', 'ns']);
    const values = operator.endsWith('In')
      ? [dice.one(['a', 'x', '']), ...dice.some(1, () => dice.one(['b', 'y']))]
      : undefined;
    return { key, operator, ...(values ? { values } : {}) };
  });
  return {
    ...(dice.chance(0.5) ? { matchLabels: labels(dice) } : {}),
    ...(dice.chance(0.4) ? { matchExpressions } : {}),
  };
}

function policy(dice: Dice, namespace: string, v6: boolean): NetworkPolicy {
  const rules = () =>
    dice.some(3, () => ({ peers: dice.some(3, () => peer(dice, v6)), ports: dice.some(3, () => port(dice)) }));
  const policyTypes = dice.one([['Ingress'], ['Egress'], ['Ingress', 'Egress']] as const);
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: '', namespace },
    spec: {
      podSelector: selector(dice),
      policyTypes,
      ingress: rules().map(({ peers, ports }) => ({ from: peers, ports })),
      egress: rules().map(({ peers, ports }) => ({ to: peers, ports })),
    },
  };
}

function peer(dice: Dice, v6: boolean): PolicyPeer {
  if (dice.chance(0.3)) {
    const length = dice.one(v6 ? [0, 64, 120, 126, 128] : [0, 8, 24, 30, 32]);
    const cidr = `${address(v6, dice.one([0, 1, 4, 200]))}/${length}`;
    const wide = length < (v6 ? 120 : 24);
    return {
      ipBlock: { cidr, ...(wide && dice.chance(0.5) ? { except: [`${address(v6, 0)}/${v6 ? 126 : 30}`] } : {}) },
    };
  }
  const both = dice.below(3);
  return {
    ...(both !== 0 ? { podSelector: selector(dice) } : {}),
    ...(both !== 1 ? { namespaceSelector: selector(dice) } : {}),
  };
}

function port(dice: Dice): PolicyPort {
  const protocol = dice.one(protocols);
  if (dice.chance(0.15)) return { protocol };
  if (dice.chance(0.25)) return { protocol, port: dice.one([...served.map((s) => s.name), 'none']) };
  const first = dice.one([52, 79, 80, 81, 82]);
  return { protocol, port: first, ...(dice.chance(0.3) ? { endPort: first + dice.below(4) } : {}) };
}

function probe(dice: Dice, pods: readonly Peer[], outside: Peer): Probe {
  const from = dice.chance(0.15) ? outside : dice.one(pods);
  const to = from !== outside && dice.chance(0.15) ? outside : dice.one(pods);
  const target = dice.chance(0.7) ? dice.one(served) : { port: 82, name: '', protocol: dice.one(protocols) };
  // An address outside has no names for its ports.
  return { from, to, port: target.port, portName: to === outside ? '' : target.name, protocol: target.protocol };
}
