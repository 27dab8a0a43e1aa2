import type { Run } from '@headrace/api';
import { redact } from '@headrace/http';

/** Why a run failed, restarted or could not be stopped, with Flink's own words for administrators. */
export interface RunFailure {
  readonly sentence: string;
  readonly node: string | null;
  /** Empty where Flink gave none. */
  readonly trace: string;
}

declare const clean: unique symbol;

/** JSON of a `RunFailure` that may be stored: without secrets, and cut. Only `toStored` makes one. */
export type StoredFailure = string & { readonly [clean]: true };

/** Characters of a trace that are kept; the end of a Java trace has the cause. */
const mostTrace = 64 * 1024;
const mostSentence = 2000;

/** Flink's exceptions quote the options of tables and clients: they are cleaned before they are kept. */
export function toStored({ sentence, node, trace }: RunFailure): StoredFailure {
  const failure: RunFailure = { sentence: redact(sentence.slice(0, mostSentence)), node, trace: redact(cut(trace)) };
  return JSON.stringify(failure) as StoredFailure;
}

export function readFailure(stored: StoredFailure): RunFailure {
  return JSON.parse(stored) as RunFailure;
}

/** The failure as everybody may see it. */
export function publicFailure(stored: StoredFailure | null): Run['failure'] {
  if (stored === null) return null;
  const { sentence, node, trace } = readFailure(stored);
  return { sentence: redact(sentence), node, hasTrace: trace !== '' };
}

function cut(trace: string): string {
  if (trace.length <= mostTrace) return trace;
  const half = mostTrace / 2;
  return `${trace.slice(0, half)}\n… ${trace.length - mostTrace} characters are left out …\n${trace.slice(-half)}`;
}
