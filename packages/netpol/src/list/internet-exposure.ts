import { existing } from '@headrace/text';
import { type Address, type Block, parseBlock } from '../address/address.ts';
import { formatBlock } from '../address/format.ts';
import { notOfInternet } from '../address/networks.ts';
import { cidrBlocks, joined, wholeOf } from '../address/ranges.ts';
import { type Protocol, protocols } from '../model/policy.ts';
import { has, noPorts, type PortSet, ports, unionOfAll } from '../ports/port-set.ts';

/** Addresses to which the same ports are open. */
export interface Alike {
  readonly ports: PortSet;
  readonly parts: readonly Block[];
}

/** Ports that are open to the Internet: to all addresses, or to all but exceptions and private ones. */
export interface InternetExposure {
  readonly ports: PortSet;
  /** The families of addresses for which it holds. */
  readonly families: readonly (4 | 6)[];
  /** What of these families is left out, as the fewest CIDR blocks in order. */
  readonly but: readonly string[];
}

/**
 * What is open to everywhere, port by port: policies add up, so that a port is open to all addresses when the parts in
 * which it is open make them up together, however many rules say so and whatever else these parts may.
 */
export function internetExposure(alike: readonly Alike[]): InternetExposure[] {
  const found = new Map<string, { families: readonly (4 | 6)[]; but: readonly string[]; ports: PortSet[] }>();
  for (const { set, of } of portsAlike(alike.map((a) => a.ports))) {
    const open = of.flatMap((i) => alike[i]?.parts ?? []);
    const families = ([4, 6] as const).filter((family) => isWide(family, open));
    if (families.length === 0) continue;
    const but = families.flatMap((family) => gaps(family, open).flatMap(cidrBlocks).map(formatBlock));
    const key = [...families, ...but].join(' ');
    const same = found.get(key);
    if (same) same.ports.push(set);
    else found.set(key, { families, but, ports: [set] });
  }
  return [...found.values()].map((one) => ({ ...one, ports: unionOfAll(one.ports) }));
}

/** So many blocks that are left out are named before the others are counted. */
const named = 3;

/** `everywhere`, or `everywhere but 10.0.0.0/8, 192.168.0.0/16`. */
export function describeInternetExposure({ but }: InternetExposure): string {
  if (but.length === 0) return 'everywhere';
  return `everywhere but ${but.slice(0, named).join(', ')}${but.length > named ? ` and ${but.length - named} more` : ''}`;
}

/**
 * An address of the Internet that stands for its family: a port is as open to it as to everywhere, and no part that is alike
 * has more of the Internet.
 */
export function someoneAmong(
  alike: readonly Alike[],
  family: 4 | 6,
  protocol: Protocol,
  port: number,
): { address: Address; isOpen: boolean } {
  const all = [
    ...alike,
    {
      ports: noPorts,
      parts: gaps(
        family,
        alike.flatMap((a) => a.parts),
      ),
    },
  ];
  const opens = ({ ports: open }: Alike) => has(open, protocol, port);
  const isOpen = isWide(
    family,
    all.filter(opens).flatMap((a) => a.parts),
  );
  const [most] = all
    .filter((a) => opens(a) === isOpen)
    .map(({ parts }) => ofInternet(family, parts))
    .sort((a, b) => Number(sizeOfAll(b) - sizeOfAll(a)));
  return { address: { family, value: most?.[0]?.first ?? 0n }, isOpen };
}

/** Addresses of the Internet. Those of IPv6 are all of one block (RFC 4291; fc00::/7 of RFC 4193 and fe80::/10 are not). */
const internet: Readonly<Record<4 | 6, readonly Block[]>> = {
  4: gaps(4, notOfInternet),
  6: [existing(parseBlock('2000::/3'))],
};

/**
 * An eighth of the Internet is more than any network or provider has: a rule that opens so much means the Internet, and has
 * left something out. A share, since the same may be written as one block with exceptions or as many blocks.
 */
const share = 8n;

function isWide(family: 4 | 6, open: readonly Block[]): boolean {
  return sizeOfAll(ofInternet(family, open)) * share >= sizeOfAll(internet[family]);
}

/** What of the Internet lies in the blocks. */
const ofInternet = (family: 4 | 6, blocks: readonly Block[]): Block[] =>
  blocks.filter((b) => b.family === family).flatMap((b) => internet[family].flatMap((all) => common(all, b)));

const sizeOfAll = (blocks: readonly Block[]): bigint =>
  blocks.reduce((sum, { first, last }) => sum + last - first + 1n, 0n);

function common(a: Block, b: Block): Block[] {
  const [first, last] = [a.first > b.first ? a.first : b.first, a.last < b.last ? a.last : b.last];
  return first > last ? [] : [{ family: a.family, first, last }];
}

/** What of a family lies in none of the blocks, which do not overlap. */
function gaps(family: 4 | 6, blocks: readonly Block[]): Block[] {
  const found: Block[] = [];
  let next = 0n;
  const own = blocks.filter((b) => b.family === family).sort((a, b) => (a.first < b.first ? -1 : 1));
  for (const { first, last } of joined(own)) {
    if (next < first) found.push({ family, first: next, last: first - 1n });
    next = last + 1n;
  }
  const { last } = wholeOf(family);
  return next <= last ? [...found, { family, first: next, last }] : found;
}

/** Ports that are in the same of the sets, and in which. Ports in none are left out. */
function portsAlike(sets: readonly PortSet[]): { set: PortSet; of: readonly number[] }[] {
  const found = new Map<string, { sets: PortSet[]; of: readonly number[] }>();
  for (const protocol of protocols)
    for (const { start, end, of } of rangesAlike(sets, protocol)) {
      const same = found.get(of.join(' '));
      if (same) same.sets.push(ports(protocol, start, end));
      else found.set(of.join(' '), { sets: [ports(protocol, start, end)], of });
    }
  return [...found.values()].map(({ sets: own, of }) => ({ set: unionOfAll(own), of }));
}

/** The ports of a protocol, cut at the borders of all ranges of all sets. */
function rangesAlike(sets: readonly PortSet[], protocol: Protocol): { start: number; end: number; of: number[] }[] {
  const borders = new Set(sets.flatMap((set) => set[protocol].flatMap(({ start, end }) => [start, end + 1])));
  const starts = [...borders].sort((a, b) => a - b);
  const at = new Map(starts.map((start, i) => [start, i]));
  const cut = starts.map((start, i): { start: number; end: number; of: number[] } => ({
    start,
    end: (starts[i + 1] ?? start) - 1,
    of: [],
  }));
  sets.forEach((set, i) => {
    for (const { start, end } of set[protocol])
      for (let k = at.get(start) ?? 0; k < (at.get(end + 1) ?? 0); k++) cut[k]?.of.push(i);
  });
  return cut.filter(({ of }) => of.length > 0);
}
