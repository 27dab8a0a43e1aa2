import type { Place } from './world.ts';

/** A fault in what was read, or a finding of a review: data, never an exception. */
export interface Finding {
  /** Stable and searchable: `read/not-a-cidr`, `review/breaks-under-default-deny`. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** What is wrong and why it matters, in one or two plain sentences. */
  readonly message: string;
  /** What to do. */
  readonly fix: string;
  readonly place?: Place;
  /** The workload that the message names, where the same is said of each of several. */
  readonly subject?: string;
}
