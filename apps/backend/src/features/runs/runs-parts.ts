import type { JobManager } from '@headrace/flink';
import type { Clients } from '../../outside/clients.ts';
import type { Checker } from '../../planner/checker.ts';
import type { Launch } from './launch.ts';
import type { StateFolders } from './properties.ts';
import type { RunStore } from './run-store.ts';

/** What starting and watching runs needs. */
export interface RunsParts {
  readonly store: RunStore;
  readonly jobManager: JobManager;
  readonly checker: Pick<Checker, 'check'>;
  readonly clients: Clients;
  readonly folders: StateFolders;
  /** Submits a job, as `launch.ts` does. */
  readonly launch: (order: Launch) => Promise<string>;
  /** The text of a version of a flow. */
  readonly textOf: (flowId: string, version: number) => Promise<string | undefined>;
  /** Whether this backend follows the runs: of several on one store, one does. */
  readonly isLeader: () => boolean;
  /** The clock, ms since the epoch. */
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly onError: (error: unknown) => void;
}
