/** What is known of the flow whose job failed, to tie a failure to a node. */
export interface FlowFacts {
  /** The tables that stand for topics, as named in the job's SQL. */
  readonly tables: readonly TableFact[];
  /** What people wrote into nodes: expressions. */
  readonly written: readonly { readonly node: string; readonly text: string }[];
  /** Codes of the diagnostics that said where a row may fail; runs of an earlier version of Headrace have none. */
  readonly risks?: readonly { readonly node: string; readonly code: string }[];
}

export interface TableFact {
  readonly table: string;
  readonly node: string;
  readonly role: 'source' | 'sink';
  readonly topic: string;
}

/** A failure as the JobManager (or the SQL gateway, at submission) reports it. */
export interface Reported {
  readonly trace: string;
  /** `operator -> operator (1/2) - execution #0`; null when the fault is not one task's. */
  readonly taskName: string | null;
}
