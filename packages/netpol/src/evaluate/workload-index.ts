import { type Address, type Block, contains, parseAddress, parseBlock } from '../address/address.ts';
import { AddressIndex } from '../address/address-index.ts';
import type { IpBlock, Labels } from '../model/policy.ts';
import type { Namespace, Workload, World } from '../model/world.ts';
import { type Bits, hasBit, noBits, rangeBits, setBit } from '../selector/bits.ts';
import { LabelIndex } from '../selector/label-index.ts';
import type { WorkloadSet } from '../selector/workload-set.ts';

/** The label with a namespace's name that every API server sets (KEP-2161). */
export const namespaceNameLabel = 'kubernetes.io/metadata.name';

/** Who could talk to whom: workloads sorted by namespace, so that a namespace is a range of numbers. */
export interface WorkloadIndex {
  readonly workloads: readonly Workload[];
  /** Pods' addresses, in the order of `workloads`. */
  readonly addresses: readonly (readonly Address[])[];
  readonly byAddress: AddressIndex;
  /** Workloads whose address is not known: a block may hold them or not. */
  readonly unaddressed: WorkloadSet;
  /** Workloads that policies apply to and pod selectors find: those that are not on the network of their node. */
  readonly pods: Bits;
  readonly byLabels: LabelIndex;
  readonly namespaces: readonly Namespace[];
  readonly namespacesByLabels: LabelIndex;
  /** Namespaces that are only named, by workloads: of their labels only that of their name is known. */
  readonly unlabelled: ReadonlySet<string>;
  /** Sets of pods that were asked for: policies share them. */
  readonly selections: Selections;
  /** Blocks that were asked for, by their texts: policies of a cluster name few, many times. */
  readonly blocks: Map<string, HeldBlock>;
  /** First and behind-the-last number of a namespace's workloads. */
  readonly ranges: ReadonlyMap<string, { readonly start: number; readonly end: number }>;
}

/** Sets of pods by a namespace or the selector of namespaces, then by the selector of pods. */
interface Selections {
  readonly ofOne: Map<string, Map<string, WorkloadSet>>;
  readonly ofSelected: Map<string, Map<string, WorkloadSet>>;
  /** Of namespaces of which it is not known whether the selector finds them. */
  readonly ofMaybe: Map<string, Map<string, WorkloadSet>>;
}

/** Puts workloads in order and indexes their labels. Namespaces that are only named have the label of their name. */
export function indexWorkloads({ namespaces, workloads }: Pick<World, 'namespaces' | 'workloads'>): WorkloadIndex {
  const sorted = [...workloads].sort((a, b) => (a.namespace < b.namespace ? -1 : a.namespace > b.namespace ? 1 : 0));
  const known = new Map<string, Labels>(sorted.map((w) => [w.namespace, {}]));
  const unlabelled = new Set(known.keys());
  for (const { name, labels } of namespaces) {
    known.set(name, labels);
    unlabelled.delete(name);
  }
  const all = [...known].map(([name, labels]) => ({ name, labels: { ...labels, [namespaceNameLabel]: name } }));
  const ranges = new Map<string, { start: number; end: number }>();
  const pods = noBits(sorted.length);
  sorted.forEach(({ namespace, hostNetwork }, i) => {
    const range = ranges.get(namespace);
    if (range) range.end = i + 1;
    else ranges.set(namespace, { start: i, end: i + 1 });
    if (!hostNetwork) setBit(pods, i);
  });
  const addresses = sorted.map((w) => w.addresses.map(parseAddress).filter((a) => a !== undefined));
  return {
    workloads: sorted,
    addresses,
    byAddress: new AddressIndex(addresses),
    unaddressed: new Int32Array(addresses.flatMap((own, i) => (own.length === 0 ? [i] : []))),
    blocks: new Map(),
    pods,
    byLabels: new LabelIndex(sorted.map((w) => w.labels)),
    namespaces: all,
    namespacesByLabels: new LabelIndex(all.map((n) => n.labels)),
    unlabelled,
    selections: { ofOne: new Map(), ofSelected: new Map(), ofMaybe: new Map() },
    ranges,
  };
}

/** The workloads of a namespace as a set. */
export function inNamespace({ ranges, workloads }: WorkloadIndex, namespace: string): Bits {
  const range = ranges.get(namespace);
  return range ? rangeBits(workloads.length, range.start, range.end) : noBits(workloads.length);
}

/** Those of a namespace's workloads that are in both sets. */
export function ofNamespace({ ranges }: WorkloadIndex, namespace: string, one: Bits, other: Bits): WorkloadSet {
  const { start, end } = ranges.get(namespace) ?? { start: 0, end: 0 };
  const found: number[] = [];
  for (let i = start; i < end; i++) if (hasBit(one, i) && hasBit(other, i)) found.push(i);
  return new Int32Array(found);
}

/** An `ipBlock` with its texts read; a part that is no block holds no address. */
export interface ReadBlock {
  readonly block: Block | undefined;
  readonly except: readonly Block[];
}

export function readBlock({ cidr, except = [] }: IpBlock): ReadBlock {
  return { block: parseBlock(cidr), except: except.map(parseBlock).filter((b) => b !== undefined) };
}

/** A block, and the workloads that have an address in it. */
export interface HeldBlock {
  readonly read: ReadBlock;
  readonly members: WorkloadSet;
}

/** Who has an address in a block; asked a second time, the same object. */
export function heldBy({ blocks, byAddress }: WorkloadIndex, block: IpBlock): HeldBlock {
  const key = JSON.stringify([block.cidr, ...(block.except ?? [])]);
  const known = blocks.get(key);
  if (known) return known;
  const read = readBlock(block);
  const found = new Set<number>();
  if (read.block) {
    const { family } = read.block;
    byAddress.within(read.block, (owner, value) => {
      if (blockHolds(read, { family, value })) found.add(owner);
    });
  }
  const held = { read, members: new Int32Array([...found]).sort() };
  blocks.set(key, held);
  return held;
}

export function blockHolds({ block, except }: ReadBlock, address: Address): boolean {
  return block !== undefined && contains(block, address) && !except.some((e) => contains(e, address));
}
