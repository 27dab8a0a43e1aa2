import type { Failure } from '@headrace/flink';

/** A failure that came again and again while no checkpoint was completed. */
export interface Failing {
  /** What tells failures apart. */
  readonly kind: string;
  readonly count: number;
  /** Completed checkpoints when it was first seen. */
  readonly checkpoints: number;
}

/**
 * How often a run may fail in the same way, without a checkpoint in between, before it is given up. Failures of what is
 * around it (Kafka, Flink) pass when that is back, so they are waited for. A failure that is not known may pass too:
 * with Flink's growing pauses, ten are some minutes.
 */
const patience: Readonly<Record<Failure['cause'], number>> = {
  flow: 3,
  unknown: 10,
  surroundings: Number.POSITIVE_INFINITY,
};

/**
 * Counts failures of one kind.
 * @param before what was counted so far
 * @param more failures since then
 * @param checkpoints completed by the run in all
 */
export function countFailure(before: Failing | null, kind: string, more: number, checkpoints: number): Failing {
  const same = before !== null && before.kind === kind && before.checkpoints === checkpoints;
  return { kind, count: (same ? before.count : 0) + more, checkpoints };
}

/** Whether starting again cannot help any more. */
export function isHopeless(failure: Pick<Failure, 'cause' | 'isFinal'>, { count }: Failing): boolean {
  return failure.isFinal || count >= patience[failure.cause];
}

/** What is said of a run that is given up. */
export function givenUp(message: string, { count }: Failing, isFinal: boolean): string {
  if (isFinal) return message;
  return `${message} It failed so ${count} times without a checkpoint in between, so it was not started again.`;
}

/**
 * Counts how often rows made nodes fail. Failures of what is around a run (Kafka, Flink) are no row's.
 * @param before by node
 * @param more failures since then, all of them like this one
 */
export function countRowFailures(
  before: Readonly<Record<string, number>>,
  { cause, node }: Pick<Failure, 'cause' | 'node'>,
  more: number,
): Readonly<Record<string, number>> {
  if (cause !== 'flow' || node === null || more === 0) return before;
  const sofar = Object.hasOwn(before, node) ? (before[node] ?? 0) : 0;
  return { ...before, [node]: sofar + more };
}
