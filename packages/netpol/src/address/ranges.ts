import type { Block } from './address.ts';

const whole = { 4: (1n << 32n) - 1n, 6: (1n << 128n) - 1n } as const;

/** All addresses of a family. */
export const wholeOf = (family: 4 | 6): Block => ({ family, first: 0n, last: whole[family] });

/** Cuts a family's addresses at the borders of blocks: all addresses of a part are alike to every block. */
export function partsOf(family: 4 | 6, blocks: readonly Block[]): Block[] {
  const starts = new Set<bigint>([0n]);
  for (const block of blocks) {
    if (block.family !== family) continue;
    starts.add(block.first);
    if (block.last < whole[family]) starts.add(block.last + 1n);
  }
  const sorted = [...starts].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return sorted.map((first, i) => ({ family, first, last: (sorted[i + 1] ?? whole[family] + 1n) - 1n }));
}

/** Parts that touch become one. The parts are in order. */
export function joined(parts: readonly Block[]): Block[] {
  const found: Block[] = [];
  for (const part of parts) {
    const last = found.at(-1);
    if (last && last.family === part.family && last.last + 1n === part.first)
      found[found.length - 1] = { ...last, last: part.last };
    else found.push(part);
  }
  return found;
}

/** A range as the fewest CIDR blocks. */
export function cidrBlocks({ family, first, last }: Block): Block[] {
  const found: Block[] = [];
  for (let at = first; at <= last; ) {
    let size = 1n;
    while (at % (size * 2n) === 0n && at + size * 2n - 1n <= last) size *= 2n;
    found.push({ family, first: at, last: at + size - 1n });
    at += size;
  }
  return found;
}
