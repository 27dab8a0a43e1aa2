/** A set of small whole numbers, one bit each. */
export type Bits = Uint32Array;

export const noBits = (size: number): Bits => new Uint32Array((size + 31) >>> 5);

/** The numbers from `start` up to, not including, `end`. */
export function rangeBits(size: number, start: number, end: number): Bits {
  const bits = noBits(size);
  for (let i = start; i < end; ) {
    const word = i >>> 5;
    const upTo = Math.min(end, (word + 1) << 5);
    const count = upTo - i;
    bits[word] = (bits[word] ?? 0) | (count === 32 ? 0xffffffff : ((1 << count) - 1) << (i & 31));
    i = upTo;
  }
  return bits;
}

export const hasBit = (bits: Bits, i: number): boolean => (((bits[i >>> 5] ?? 0) >>> (i & 31)) & 1) === 1;

export function setBit(bits: Bits, i: number): void {
  bits[i >>> 5] = (bits[i >>> 5] ?? 0) | (1 << (i & 31));
}

/** `into` becomes what is in either. */
export function addBits(into: Bits, other: Bits): void {
  for (let w = 0; w < into.length; w++) into[w] = (into[w] ?? 0) | (other[w] ?? 0);
}

/** `into` becomes what is in both. */
export function keepBits(into: Bits, other: Bits): void {
  for (let w = 0; w < into.length; w++) into[w] = (into[w] ?? 0) & (other[w] ?? 0);
}

/** `into` loses what is in the other. */
export function dropBits(into: Bits, other: Bits): void {
  for (let w = 0; w < into.length; w++) into[w] = (into[w] ?? 0) & ~(other[w] ?? 0);
}

export function countBits(bits: Bits): number {
  let count = 0;
  for (let w = 0; w < bits.length; w++) {
    let v = bits[w] ?? 0;
    v -= (v >>> 1) & 0x55555555;
    v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
    count += Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}

/** Calls back with each number of the set, in order. */
export function eachBit(bits: Bits, visit: (i: number) => void): void {
  for (let w = 0; w < bits.length; w++)
    for (let rest = bits[w] ?? 0; rest !== 0; rest &= rest - 1) visit((w << 5) + 31 - Math.clz32(rest & -rest));
}
