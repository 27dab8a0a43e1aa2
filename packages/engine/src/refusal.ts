/**
 * A start that cannot go on for a reason outside the program: a port in use, no JDK, a download that broke.
 * `message` is one or two plain sentences that say what happened and what to do; it is shown as it is, without a trace.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
