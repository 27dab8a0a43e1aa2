import { type Bits, countBits, eachBit } from './bits.ts';

/** A set of workloads as their numbers in order: most sets are small, and many are kept. */
export type WorkloadSet = Int32Array;

export const nobody: WorkloadSet = new Int32Array(0);

export function workloadSetOf(bits: Bits): WorkloadSet {
  const found = new Int32Array(countBits(bits));
  let at = 0;
  eachBit(bits, (i) => {
    found[at++] = i;
  });
  return found;
}

export function isMember(members: WorkloadSet, i: number): boolean {
  let low = 0;
  let high = members.length - 1;
  // Reading beyond the end of an array costs more than all of the search, and many sets are empty.
  if (high < 0) return false;
  // Most sets lie close together, and most questions are about somebody else.
  if (i < (members[low] ?? 0) || i > (members[high] ?? 0)) return false;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = members[middle] ?? 0;
    if (found === i) return true;
    if (found < i) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

/** What is in any of the sets; one set alone is given back as it is. */
export function unionOf(sets: readonly WorkloadSet[]): WorkloadSet {
  const some = sets.filter((s) => s.length > 0);
  const [first] = some;
  if (!first) return nobody;
  if (some.every((s) => s === first)) return first;
  const [one, other, ...more] = some.length > 2 ? new Set(some) : some;
  if (one && other && more.length === 0) return ofBoth(one, other);
  return joined(some);
}

/** Of two sets, as most unions are, no order has to be found: both are in order. */
function ofBoth(one: WorkloadSet, other: WorkloadSet): WorkloadSet {
  const all = new Int32Array(one.length + other.length);
  let [count, i, j] = [0, 0, 0];
  while (i < one.length || j < other.length) {
    const [a, b] = [one[i] ?? Number.POSITIVE_INFINITY, other[j] ?? Number.POSITIVE_INFINITY];
    all[count++] = Math.min(a, b);
    if (a <= b) i++;
    if (b <= a) j++;
  }
  return count === all.length ? all : all.slice(0, count);
}

function joined(some: readonly WorkloadSet[]): WorkloadSet {
  const all = new Int32Array(some.reduce((sum, s) => sum + s.length, 0));
  let at = 0;
  for (const set of some) {
    all.set(set, at);
    at += set.length;
  }
  all.sort();
  let kept = 0;
  for (let i = 0; i < all.length; i++) if (i === 0 || all[i] !== all[i - 1]) all[kept++] = all[i] ?? 0;
  return all.slice(0, kept);
}
