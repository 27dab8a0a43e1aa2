import type { RunState } from '@headrace/api';
import type { Generated } from 'kysely';
import type { Action } from './action.ts';

/** The tables as TypeScript sees them; migrations/ makes them. Times are milliseconds since the epoch. */
export interface Tables {
  flows: FlowTable;
  versions: VersionTable;
  runs: RunTable;
  run_history: HistoryTable;
  /** One row. */
  installation: { id: string };
  events: EventTable;
  leases: LeaseTable;
  /** The migrator's own. */
  kysely_migration: { name: string };
}

export interface FlowTable {
  id: string;
  /** The name in the document, for unique names. */
  name: string;
  version: number;
  text: string;
  updated_at: number;
  /** Set while the flow is in the bin. */
  deleted_at: number | null;
  /** 1 when a person wrote it here or trusts it, 0 for one from outside. */
  trusted: 0 | 1;
}

/** Every text that was ever saved. */
export interface VersionTable {
  flow_id: string;
  version: number;
  text: string;
  saved_at: number;
}

export interface RunTable {
  id: string;
  flow_id: string;
  flow_version: number;
  state: RunState;
  job_id: string | null;
  started_at: number;
  ended_at: number | null;
  /** JSON of the contract's `from`. */
  from_json: string;
  restarts: number;
  /** What a person asked for: `savepoint`, `cancel`, or nothing yet. */
  stop_asked: 'savepoint' | 'cancel' | null;
  savepoint: string | null;
  /** The newest completed checkpoint that was seen. */
  checkpoint: string | null;
  checkpoints: number;
  checkpoint_at: number | null;
  /** JSON of `RunFailure`, without secrets. */
  failure_json: string | null;
  /** JSON of `FlowResources`: ties failures to nodes, also after a restart of this process. */
  facts_json: string;
  /** JSON of the contract's `counts`. */
  counts_json: string | null;
  /** The same without the counters of its present job, since that began or last restarted. */
  counts_before_json: string | null;
  /** The job and the restarts since which its present counters count: `ID RESTARTS`. */
  counts_of: string | null;
  /** JSON: how often a row made each node fail. */
  failed_json: string;
  /** Before this time nobody else submits it: somebody may be doing so, or it waits after an attempt. */
  retry_at: number;
  /** How often it was submitted again since a checkpoint was completed. */
  recoveries: number;
  /** The state that its job went on from; null when it began without one. */
  resumed_from: string | null;
  /** Restarts and completed checkpoints of the jobs before the one of `job_id`. */
  earlier_restarts: number;
  earlier_checkpoints: number;
  /** JSON of `Failing`: the failure that keeps coming back. */
  failing_json: string | null;
  /** What became of the last request to stop it, where it was not done. */
  notice: string | null;
}

/** What happened to runs, in the order of `id`. */
export interface HistoryTable {
  id: Generated<number>;
  run_id: string;
  at: number;
  message: string;
}

/** What happened in the store, in the order of `id`. */
export interface EventTable {
  id: Generated<number>;
  at: number;
  actor: string | null;
  action: Action;
  flow_id: string | null;
  run_id: string | null;
  subject: string | null;
}

export interface LeaseTable {
  name: string;
  holder: string;
  until: number;
}
