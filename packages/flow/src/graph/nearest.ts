/** Names longer than this are not proposed: nobody mistypes them by a letter. */
const longest = 100;
/** A slip changes so many letters at most, however long the name is. */
const mostLetters = 5;

/** The candidate that a typing slip most likely meant: at most a third of the letters differ; undefined if none is near. */
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

/** Levenshtein distance by rows, as far as `limit`: beyond it any number above. Only cells that near the diagonal are looked at. */
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
