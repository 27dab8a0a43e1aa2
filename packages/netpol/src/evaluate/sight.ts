import { type Address, parseBlock } from '../address/address.ts';
import { partsOf } from '../address/ranges.ts';
import type { LabelSelector, NetworkPolicy, Peer } from '../model/policy.ts';

/** What policies can tell pods apart by, beside the labels that all pods of a kind have. */
export interface Sight {
  /** Keys of labels that a selector names, with the values that it names. */
  readonly keys: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whether a block has a border anywhere: otherwise all addresses of a family are alike. */
  readonly hasBorders: boolean;
  /** Names the part of all addresses, cut at the borders of every block, in which an address lies. */
  readonly partOf: (address: Address) => string;
}

/** What some policies look at. */
export function sightOf(policies: readonly NetworkPolicy[]): Sight {
  const keys = new Map<string, Set<string>>();
  // Each text once: policies of a cluster name few blocks, many times.
  const texts = new Set<string>();
  const seen = (key: string, values: readonly string[]) => {
    const known = keys.get(key);
    if (!known) keys.set(key, new Set(values));
    else for (const value of values) known.add(value);
  };
  const add = ({ matchLabels = {}, matchExpressions = [] }: LabelSelector) => {
    for (const [key, value] of Object.entries(matchLabels)) seen(key, [value]);
    for (const { key, values = [] } of matchExpressions) seen(key, values);
  };
  for (const { spec } of policies) {
    add(spec.podSelector);
    for (const { podSelector, ipBlock } of peersOf(spec)) {
      if (podSelector) add(podSelector);
      if (!ipBlock) continue;
      texts.add(ipBlock.cidr);
      for (const text of ipBlock.except ?? []) texts.add(text);
    }
  }
  const blocks = [...texts].flatMap((text) => parseBlock(text) ?? []);
  const starts = { 4: partsOf(4, blocks).map((p) => p.first), 6: partsOf(6, blocks).map((p) => p.first) };
  return {
    keys,
    hasBorders: starts[4].length > 1 || starts[6].length > 1,
    partOf: ({ family, value }) => `${family}:${lastUpTo(starts[family], value)}`,
  };
}

function* peersOf({ ingress = [], egress = [] }: NetworkPolicy['spec']): Generator<Peer> {
  for (const { from = [] } of ingress) yield* from;
  for (const { to = [] } of egress) yield* to;
}

/** The number of the last of sorted values that is not above one. */
function lastUpTo(sorted: readonly bigint[], value: bigint): number {
  let [low, high] = [0, sorted.length];
  while (low + 1 < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0n) <= value) low = middle;
    else high = middle;
  }
  return low;
}
