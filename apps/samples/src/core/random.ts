import { existing } from '@headrace/text';

/** A source of random choices. The same seed gives the same choices. */
export interface Random {
  /** From 0, below 1. */
  share(): number;
  /** A whole number, both ends included. */
  int(from: number, to: number): number;
  /** True with the given odds (0 to 1). */
  chance(odds: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Several different items, in no order. */
  sample<T>(items: readonly T[], count: number): T[];
  /** Bell-shaped between two bounds (the mean of three even choices), rounded to `decimals`. */
  bell(from: number, to: number, decimals: number): number;
  uuid(): string;
  /** Lower-case letters and digits. */
  word(length: number): string;
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

export function createRandom(seed: number): Random {
  const share = mulberry32(seed);
  const int = (from: number, to: number) => from + Math.floor(share() * (to - from + 1));
  const pick = <T>(items: readonly T[]): T => existing(items[Math.floor(share() * items.length)]);
  const hex = (digits: number) => Array.from({ length: digits }, () => int(0, 15).toString(16)).join('');
  return {
    share,
    int,
    pick,
    chance: (odds) => share() < odds,
    sample: (items, count) => {
      const rest = [...items];
      return Array.from({ length: Math.min(count, rest.length) }, () => rest.splice(int(0, rest.length - 1), 1)).flat();
    },
    bell: (from, to, decimals) => {
      const mean = (share() + share() + share()) / 3;
      return Number((from + mean * (to - from)).toFixed(decimals));
    },
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${pick(['8', '9', 'a', 'b'])}${hex(3)}-${hex(12)}`,
    word: (length) => Array.from({ length }, () => alphabet[int(0, alphabet.length - 1)]).join(''),
  };
}

/** Tommy Ettinger's generator with 32 bits of state: small, quick, good enough for sample data. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
