import type { StartFrom } from '@headrace/flow';
import { InvalidArgumentError } from 'commander';

export type From = StartFrom | { readonly kind: 'savepoint' };

/** Reads `--from`: `now`, `earliest`, `savepoint`, or a time in ISO 8601. */
export function parseFrom(text: string): From {
  if (text === 'now' || text === 'earliest' || text === 'savepoint') return { kind: text };
  const timestamp = Date.parse(text);
  if (Number.isNaN(timestamp))
    throw new InvalidArgumentError('Write now, earliest, savepoint or a time, as 2026-04-07T08:00:00Z.');
  return { kind: 'time', timestamp };
}

/** Where a fresh start reads from; a savepoint is a matter of runs only. */
export function startOf(from: From): StartFrom {
  return from.kind === 'savepoint' ? { kind: 'now' } : from;
}
