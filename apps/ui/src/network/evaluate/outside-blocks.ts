import {
  type Address,
  type Block,
  contains,
  type Direction,
  type End,
  type IpBlock,
  isEverywhere,
  isOnInternet,
  type PolicyPort,
  parseAddress,
  parseBlock,
  type Ready,
} from '@headrace/netpol';

/** Addresses outside that rules name, and one of them that stands for all. */
export interface OutsideBlock {
  /** `10.0.0.0/8`, `0.0.0.0/0 but 10.0.0.0/8`. */
  readonly title: string;
  readonly end: End;
  /** The ports of the rules that name it; none where a rule names none. */
  readonly ports: readonly PolicyPort[];
}

/** More than these are not looked at beside pods. */
export const blockBound = 20;

/** Blocks of addresses that rules of a direction name, each once. All addresses of a family are nobody's in particular. */
export function blocksIn(ready: Ready, direction: Direction): OutsideBlock[] {
  const all = namedIn(ready);
  const found = new Map<string, { end: End; ports: PolicyPort[] }>();
  for (const { from, title, block, except, ports } of all) {
    if (from !== direction || (isEverywhere(block) && except.length === 0)) continue;
    const known = found.get(title);
    if (known) known.ports.push(...ports);
    else {
      const address = standIn(all, (a) => holds({ block, except }, a), block.family, []);
      if (address) found.set(title, { end: { address }, ports: [...ports] });
    }
  }
  return [...found].map(([title, block]) => ({ title, ...block }));
}

/** Documentation's (RFC 5737), which policies seldom name, and the first of the Internet. */
const usual = ['203.0.113.7', '198.51.100.7', '1.0.0.1'].map((text) => parseAddress(text) as Address);

/** Stands for everybody outside: an address of the Internet that no rule names but those for all addresses, if there is one. */
export const anyoneIn = (ready: Ready): Address => standIn(namedIn(ready), isOnInternet, 4, usual) as Address;

interface Named {
  readonly from: Direction;
  readonly title: string;
  readonly block: Block;
  readonly except: readonly Block[];
  readonly ports: readonly PolicyPort[];
}

function namedIn({ policies }: Ready): Named[] {
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

/** The address among those at borders of blocks that fewest rules name: it has nothing that is only for a part. */
function standIn(
  all: readonly Named[],
  may: (address: Address) => boolean,
  family: 4 | 6,
  first: readonly Address[],
): Address | undefined {
  const borders = all
    .flatMap(({ block, except }) => [block, ...except])
    .filter((b) => b.family === family)
    .flatMap((b) => [b.first, b.last + 1n])
    .filter((value) => value < end[family])
    .map((value): Address => ({ family, value }));
  // To be left out of a block is to be named too.
  const isNamed = (n: Named, address: Address) =>
    n.except.some((e) => contains(e, address)) || (!isEverywhere(n.block) && contains(n.block, address));
  const [best] = [...first, ...borders]
    .filter(may)
    .map((address) => ({ address, by: all.filter((n) => isNamed(n, address)).length }))
    .sort((a, b) => a.by - b.by);
  return best?.address;
}
