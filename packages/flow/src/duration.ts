const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

const words: Readonly<Record<string, string>> = {
  millisecond: 'ms',
  milliseconds: 'ms',
  sec: 's',
  second: 's',
  seconds: 's',
  m: 'min',
  minute: 'min',
  minutes: 'min',
  hour: 'h',
  hours: 'h',
  day: 'd',
  days: 'd',
};

/** The longest duration that a flow may name: ten years, so that sums stay exact. */
const longest = 3_650 * 86_400_000;

/** Reads `5 s`, `1 h 30 min`, `2 days`, `250ms`; gives whole milliseconds, or undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const trimmed = text.trim().toLowerCase();
  if (trimmed.length > 100 || !/^(\d+(\.\d+)?\s*[a-z]+\s*)+$/.test(trimmed)) return undefined;
  let sum = 0;
  // bounded: at most 100 characters, see above.
  for (const [, amount, word = ''] of trimmed.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/g)) {
    const size = units[words[word] ?? word];
    if (size === undefined) return undefined;
    sum += Number(amount) * size;
  }
  return sum <= longest && Number.isInteger(sum) ? sum : undefined;
}

/** Formats milliseconds: `1 h 30 min`, `0 s` for none. The inverse of `parseDuration`. */
export function formatDuration(milliseconds: number): string {
  let rest = Math.max(0, Math.round(milliseconds));
  const parts: string[] = [];
  for (const [unit, size] of Object.entries(units).reverse()) {
    const n = Math.floor(rest / size);
    if (n > 0) parts.push(`${n} ${unit}`);
    rest -= n * size;
  }
  return parts.length > 0 ? parts.join(' ') : '0 s';
}
