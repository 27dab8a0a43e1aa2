import type { Call } from '@headrace/service';

/** A call of a use case, for tests. @param now ms since the epoch */
export function callAt(now = 1, id = 'local'): Call {
  return { actor: { id, role: 'administrator' }, now, signal: new AbortController().signal };
}
