import type { Run } from '@headrace/api';
import { redact } from '@headrace/service';

/** Why a run failed, restarted or could not be stopped, with Flink's own words for administrators. */
export interface RunFailure {
  readonly message: string;
  readonly node: string | null;
  /** Empty where Flink gave none. */
  readonly trace: string;
}

/** A failure with only what we say of it. */
export const ownFailure = (message: string, node: string | null = null): RunFailure => ({ message, node, trace: '' });

/** Characters of a trace that are kept; the end of a Java trace has the cause. */
const mostTrace = 64 * 1024;
const longestMessage = 2000;

/** A failure as it may be stored: Flink's exceptions quote the options of tables and clients, so secrets are removed first. */
export function cleanFailure({ message, node, trace }: RunFailure): RunFailure {
  return { message: redact(message.slice(0, longestMessage)), node, trace: redact(cut(trace)) };
}

/** The failure as everybody may see it. */
export function publicFailure(failure: RunFailure | null): Run['failure'] {
  if (failure === null) return null;
  const { message, node, trace } = failure;
  return { message: redact(message), node, hasTrace: trace !== '' };
}

function cut(trace: string): string {
  if (trace.length <= mostTrace) return trace;
  const half = mostTrace / 2;
  return `${trace.slice(0, half)}\n… ${trace.length - mostTrace} characters are left out …\n${trace.slice(-half)}`;
}
