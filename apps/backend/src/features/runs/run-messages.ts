import type { Run, RunState } from '@headrace/api';

/** `2026-04-07 08:15:30 UTC` */
export function utc(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Where a run reads from, to follow "reading". */
export function startMessage(from: Run['from']): string {
  switch (from.kind) {
    case 'now':
      return 'new events only';
    case 'earliest':
      return 'from the earliest event';
    case 'time':
      return `events since ${utc(from.timestamp)}`;
    case 'savepoint':
      return 'on from where an earlier run left off';
    default:
      return from satisfies never;
  }
}

/**
 * What is written into a run's history when Flink shows it in another state; undefined for what Headrace itself does, which
 * is written there and then.
 * @param why the sentence of its failure
 */
export function stateMessage(before: RunState, after: RunState, why: string | undefined): string | undefined {
  if (before === after) return undefined;
  switch (after) {
    case 'running':
      return 'It runs.';
    case 'restarting':
      return why === undefined
        ? 'Flink starts it again after a failure.'
        : `Flink starts it again after a failure: ${why}`;
    case 'failed':
      return why === undefined ? 'It failed.' : `It failed: ${why}`;
    case 'finished':
      return 'It has read all events and ended.';
    case 'stopped':
      return 'It has stopped.';
    case 'cluster-unreachable':
      return 'Flink does not answer.';
    case 'job-missing':
      return 'Flink is there, but no longer has the job of this run. It is started again from its last checkpoint.';
    case 'submitting':
    case 'deploying':
    case 'stopping':
      return undefined;
    default:
      return after satisfies never;
  }
}

/** What a person can do instead of stopping with a savepoint. */
export function stopWithout(checkpointAt: number | null): string {
  return checkpointAt === null
    ? 'Stop it without a savepoint; there is no checkpoint yet, so a later run begins anew.'
    : `Stop it without a savepoint; its last checkpoint of ${utc(checkpointAt)} is kept, and a later run can go on from it.`;
}
