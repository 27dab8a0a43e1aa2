/** Longer names are not proposed. */
const longest = 100;
/** The most letters that a typing error changes in a name of any length. */
const mostLetters = 5;

/** The candidate that a typing error most likely meant: at most a third of the letters differ. Undefined if there is none. */
export function nearest(wanted: string, candidates: readonly string[]): string | undefined {
  if (wanted.length > longest) return undefined;
  const lower = wanted.toLowerCase();
  let best: string | undefined;
  let limit = Math.min(mostLetters, Math.max(1, Math.floor(wanted.length / 3)));
  for (const name of candidates) {
    if (name.length > longest || Math.abs(name.length - wanted.length) > limit) continue;
    const distance = editDistance(lower, name.toLowerCase(), limit);
    if (distance > limit) continue;
    if (distance === 0) return name;
    best = name;
    // The next one must be nearer.
    limit = distance - 1;
  }
  return best;
}

/**
 * The Levenshtein distance, row by row; any number above `limit` where it is larger. Only cells within `limit` of the
 * diagonal are computed.
 */
function editDistance(a: string, b: string, limit: number): number {
  if (limit === 0) return a === b ? 0 : 1;
  const far = limit + 1;
  let row = Array.from({ length: b.length + 1 }, (_, i) => Math.min(i, far));
  for (let i = 1; i <= a.length; i++) {
    const next = new Array<number>(b.length + 1).fill(far);
    if (i <= limit) next[0] = i;
    let least = next[0] ?? far;
    for (let j = Math.max(1, i - limit); j <= Math.min(b.length, i + limit); j++) {
      const replaced = (row[j - 1] ?? far) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const cell = Math.min(replaced, (row[j] ?? far) + 1, (next[j - 1] ?? far) + 1, far);
      next[j] = cell;
      least = Math.min(least, cell);
    }
    if (least > limit) return far;
    row = next;
  }
  return row[b.length] ?? far;
}
