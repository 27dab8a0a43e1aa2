import type { Run } from '@headrace/api';

/** Where a run read from, in words; times as `format` writes them. */
export function fromWords(from: Run['from'], format: (time: number) => string): string {
  if (from.kind === 'now') return 'from then on';
  if (from.kind === 'earliest') return 'from the earliest event';
  return from.kind === 'time' ? `from ${format(from.timestamp)}` : 'from a savepoint';
}
