import {
  type Address,
  type Block,
  type CompiledPolicies,
  contains,
  type Direction,
  type Endpoint,
  type IpBlock,
  isEverywhere,
  type PolicyPort,
  parseBlock,
} from '../index.ts';

/** Addresses outside that rules name, and one of them that stands for all. */
export interface OutsideBlock {
  /** `10.0.0.0/8`, `0.0.0.0/0 but 10.0.0.0/8`. */
  readonly title: string;
  readonly end: Endpoint;
  /** The ports of the rules that name it; none where a rule names none. */
  readonly ports: readonly PolicyPort[];
}

/** More than these are not looked at beside pods. */
export const blockBound = 20;

/** Blocks of addresses that rules of a direction name, each once, without blocks of a whole family. */
export function blocksIn(compiled: CompiledPolicies, direction: Direction): OutsideBlock[] {
  const all = namedIn(compiled);
  const borders = bordersOf(all);
  const found = new Map<string, { end: Endpoint; ports: PolicyPort[] }>();
  for (const { from, title, block, except, ports } of all) {
    if (from !== direction || (isEverywhere(block) && except.length === 0)) continue;
    const known = found.get(title);
    if (known) known.ports.push(...ports);
    else {
      const address = representativeOf(borders, { block, except });
      if (address) found.set(title, { end: { address }, ports: [...ports] });
    }
  }
  return [...found].map(([title, block]) => ({ title, ...block }));
}

interface Named {
  readonly from: Direction;
  readonly title: string;
  readonly block: Block;
  readonly except: readonly Block[];
  readonly ports: readonly PolicyPort[];
}

function namedIn({ policies }: CompiledPolicies): Named[] {
  return policies.flatMap(({ located: { policy } }) => [
    ...(policy.spec.ingress ?? []).flatMap((rule) => namedBy('Ingress', rule.from, rule.ports)),
    ...(policy.spec.egress ?? []).flatMap((rule) => namedBy('Egress', rule.to, rule.ports)),
  ]);
}

function namedBy(
  from: Direction,
  peers: readonly { readonly ipBlock?: IpBlock }[] = [],
  ports: readonly PolicyPort[] = [],
): Named[] {
  return peers.flatMap(({ ipBlock }) => {
    const block = ipBlock && parseBlock(ipBlock.cidr);
    if (!block) return [];
    const { cidr, except = [] } = ipBlock;
    const title = except.length === 0 ? cidr : `${cidr} but ${except.join(', ')}`;
    return [{ from, title, block, except: except.flatMap((text) => parseBlock(text) ?? []), ports }];
  });
}

const holds = ({ block, except }: Pick<Named, 'block' | 'except'>, address: Address): boolean =>
  contains(block, address) && !except.some((e) => contains(e, address));

/** Behind the last address of a family. */
const end = { 4: 1n << 32n, 6: 1n << 128n } as const;

interface Border {
  readonly address: Address;
  /** How many rules name it; to be left out of a block is to be named too. */
  readonly named: number;
}

/** The addresses at borders of blocks, each once: between two of them no rule tells addresses apart. */
function bordersOf(all: readonly Named[]): Border[] {
  const blocks = all.flatMap(({ block, except }) => [block, ...except]);
  const isNamed = (n: Named, address: Address) =>
    n.except.some((e) => contains(e, address)) || (!isEverywhere(n.block) && contains(n.block, address));
  return ([4, 6] as const).flatMap((family) => {
    const own = blocks.filter((b) => b.family === family);
    const values = new Set(own.flatMap((b) => [b.first, b.last + 1n]).filter((value) => value < end[family]));
    return [...values].map((value) => {
      const address: Address = { family, value };
      return { address, named: all.filter((n) => isNamed(n, address)).length };
    });
  });
}

/** The address of a block that fewest rules name: it has nothing that is only for a part. */
function representativeOf(borders: readonly Border[], of: Pick<Named, 'block' | 'except'>): Address | undefined {
  const own = borders.filter(({ address }) => holds(of, address));
  const least = Math.min(...own.map(({ named }) => named));
  return own.find(({ named }) => named === least)?.address;
}
