import type { DataType } from '../types/data-type.ts';

/** A column of a stream. `type` is absent until the planner has determined it (the result of an expression). */
export interface Column {
  readonly name: string;
  readonly type?: DataType;
}

/**
 * How a stream changes: `append` only adds rows; `retract` takes back and replaces (−U, +U, −D);
 * `key` names the columns that identify a row, where they are known.
 */
export type Changelog = { readonly mode: 'append' } | { readonly mode: 'retract'; readonly key?: readonly string[] };

/** What is known of a port without asking the planner. */
export interface Relation {
  readonly columns: readonly Column[];
  /** The column that carries event time and the watermark. */
  readonly eventTime?: string;
  readonly changelog: Changelog;
}
