import type { StartFrom } from '@headrace/flow';
import { InvalidArgumentError } from 'commander';

/** Where a run begins: to read anew, or to go on with the state of an earlier run. */
export type From = StartFrom | { readonly kind: 'savepoint' } | { readonly kind: 'checkpoint' };

/** Reads `--from` where reading begins anew: `now`, `earliest`, or a time in ISO 8601. */
export function parseStart(text: string): StartFrom {
  if (text === 'now' || text === 'earliest') return { kind: text };
  if (text === 'savepoint' || text === 'checkpoint')
    throw new InvalidArgumentError(`Only a run goes on from a ${text}. Write now, earliest or a time.`);
  const timestamp = /^\d{4}-/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(timestamp))
    throw new InvalidArgumentError('Write now, earliest or a time, as 2026-04-07T08:00:00Z.');
  return { kind: 'time', timestamp };
}

/** Reads the `--from` of a run, which may also go on from a `savepoint` or a `checkpoint`. */
export function parseFrom(text: string): From {
  return text === 'savepoint' || text === 'checkpoint' ? { kind: text } : parseStart(text);
}
