import { existing } from '@headrace/text';
import { type Protocol, protocols } from '../model/policy.ts';

/** Ports from `start` to `end`, both included. */
export interface PortRange {
  readonly start: number;
  readonly end: number;
}

/** Ports by protocol, as ranges in order that neither touch nor overlap. A frozen value: operations give new ones. */
export type PortSet = Readonly<Record<Protocol, readonly PortRange[]>>;

const whole: readonly PortRange[] = [{ start: 1, end: 65_535 }];
const nothing: readonly PortRange[] = [];

export const noPorts: PortSet = { TCP: nothing, UDP: nothing, SCTP: nothing };
export const allPorts: PortSet = { TCP: whole, UDP: whole, SCTP: whole };

/** Ports of one protocol; a range that is empty or outside 1 to 65535 gives what is left of it. */
export function ports(protocol: Protocol, start = 1, end = start): PortSet {
  const range = { start: Math.max(1, start), end: Math.min(65_535, end) };
  return range.start > range.end ? noPorts : { ...noPorts, [protocol]: [range] };
}

/** All ports of one protocol. */
export const everyPort = (protocol: Protocol): PortSet => ({ ...noPorts, [protocol]: whole });

export function isNone({ TCP, UDP, SCTP }: PortSet): boolean {
  return TCP.length + UDP.length + SCTP.length === 0;
}

export function isAll(set: PortSet): boolean {
  return protocols.every((p) => set[p].length === 1 && set[p][0]?.start === 1 && set[p][0]?.end === 65_535);
}

export function has(set: PortSet, protocol: Protocol, port: number): boolean {
  return set[protocol].some((r) => r.start <= port && port <= r.end);
}

export function sameSet(a: PortSet, b: PortSet): boolean {
  return protocols.every(
    (p) =>
      a[p] === b[p] ||
      (a[p].length === b[p].length && a[p].every((r, i) => r.start === b[p][i]?.start && r.end === b[p][i]?.end)),
  );
}

export function union(a: PortSet, b: PortSet): PortSet {
  if (a === b || isNone(b)) return a;
  if (isNone(a)) return b;
  return each((p) => {
    if (a[p].length === 0) return b[p];
    return b[p].length === 0 ? a[p] : merged([...a[p], ...b[p]]);
  });
}

/** The union of many at once: one by one it costs the square of their number. */
export function unionOfAll(sets: readonly PortSet[]): PortSet {
  const [first] = sets;
  return first && sets.length === 1 ? first : each((p) => merged(sets.flatMap((set) => set[p])));
}

export function intersection(a: PortSet, b: PortSet): PortSet {
  if (a === b || a === allPorts) return b;
  if (b === allPorts) return a;
  return each((p) => common(a[p], b[p]));
}

/** Whether a port is in both: asked of every pair of workloads, so no set is made of it. */
export function overlap(a: PortSet, b: PortSet): boolean {
  return protocols.some((p) => a[p].some((x) => b[p].some((y) => x.start <= y.end && y.start <= x.end)));
}

/** What is in `a` and not in `b`. */
export const difference = (a: PortSet, b: PortSet): PortSet => intersection(a, complement(b));

function complement(set: PortSet): PortSet {
  return each((p) => {
    const gaps: PortRange[] = [];
    let from = 1;
    for (const { start, end } of set[p]) {
      if (from < start) gaps.push({ start: from, end: start - 1 });
      from = end + 1;
    }
    return from <= 65_535 ? [...gaps, { start: from, end: 65_535 }] : gaps;
  });
}

function each(rangesOf: (protocol: Protocol) => readonly PortRange[]): PortSet {
  return { TCP: rangesOf('TCP'), UDP: rangesOf('UDP'), SCTP: rangesOf('SCTP') };
}

function merged(ranges: PortRange[]): readonly PortRange[] {
  if (ranges.length < 2) return ranges;
  const found: { start: number; end: number }[] = [];
  for (const { start, end } of ranges.sort((a, b) => a.start - b.start)) {
    const last = found.at(-1);
    if (last && start <= last.end + 1) last.end = Math.max(last.end, end);
    else found.push({ start, end });
  }
  return found;
}

function common(a: readonly PortRange[], b: readonly PortRange[]): readonly PortRange[] {
  const found: PortRange[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [x, y] = [existing(a[i]), existing(b[j])];
    const start = Math.max(x.start, y.start);
    const end = Math.min(x.end, y.end);
    if (start <= end) found.push({ start, end });
    if (x.end < y.end) i++;
    else j++;
  }
  return found;
}

/** `TCP 80, 8000-8099; UDP 53`; `all ports`, `no port`. */
export function describePorts(set: PortSet): string {
  if (isAll(set)) return 'all ports';
  const parts = protocols
    .filter((p) => set[p].length > 0)
    .map((p) => {
      const ranges = set[p].map(({ start, end }) => (start === end ? String(start) : `${start}-${end}`));
      return set[p][0]?.start === 1 && set[p][0]?.end === 65_535 ? `${p} all ports` : `${p} ${ranges.join(', ')}`;
    });
  return parts.length === 0 ? 'no port' : parts.join('; ');
}
