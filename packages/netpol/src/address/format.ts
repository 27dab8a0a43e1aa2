import type { Address, Block } from './address.ts';

/** An address as people write it; IPv6 by RFC 5952: lower case, the longest run of zeros as `::`. */
export function formatAddress({ family, value }: Address): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join('.');
  const groups = Array.from({ length: 8 }, (_, i) => ((value >> BigInt(112 - 16 * i)) & 0xffffn).toString(16));
  const run = longestZeros(groups);
  if (run.length < 2) return groups.join(':');
  return `${groups.slice(0, run.start).join(':')}::${groups.slice(run.start + run.length).join(':')}`;
}

function longestZeros(groups: readonly string[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let i = 0; i < groups.length; i++) {
    let end = i;
    while (groups[end] === '0') end++;
    if (end - i > best.length) best = { start: i, length: end - i };
  }
  return best;
}

/** A block whose size is a power of two, as CIDR. */
export function formatBlock({ family, first, last }: Block): string {
  const size = (last - first + 1n).toString(2).length - 1;
  return `${formatAddress({ family, value: first })}/${(family === 4 ? 32 : 128) - size}`;
}
