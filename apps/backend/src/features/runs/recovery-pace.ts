/**
 * How often a run is submitted again without a checkpoint in between. A run whose events end Flink would otherwise end it,
 * and all other runs with it, again and again.
 */
export const mostRecoveries = 8;

const second = 1000;
const first = 5 * second;
const longest = 5 * 60 * second;

/** While a run is being submitted nobody else submits it, ms: longer than submitting may take. */
export const submitLease = 150 * second;

/** After a submission whose outcome is not known, a job that is late must be seen before another is submitted, ms. */
export const outcomeUnknown = 60 * second;

/**
 * How long a run whose job is missing waits before it is submitted again, in ms. Flink may only be late in recovering the job
 * itself. The pauses grow, and differ from run to run, so that one whose start ends Flink is soon alone with it.
 * @param recoveries how often it was submitted again so far, without a checkpoint in between
 * @param random from 0 to 1
 */
export function pauseBefore(recoveries: number, random: number): number {
  return Math.round(Math.min(first * 2 ** recoveries, longest) * (0.75 + random / 2));
}
