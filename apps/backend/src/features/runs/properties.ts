import type { Properties } from '@headrace/flink';
import { runJobName } from '../../flink/job-names.ts';
import { sessionSettings } from '../../planner/planner-settings.ts';

/** Where Flink keeps the state of runs, as URLs of folders. */
export interface StateFolders {
  readonly checkpoints: string;
  readonly savepoints: string;
}

/** What tells the flow of a run from others in Kafka. */
export const ownerOf = (flowId: string): string => `headrace-${flowId}`;

/**
 * Settings of a run's session: exactly-once checkpoints every 10 s that outlive the job, and restarts with growing pauses
 * for as long as it takes, so that an outage of Kafka passes by itself.
 * Source: https://nightlies.apache.org/flink/flink-docs-stable/docs/deployment/config/
 */
export function runProperties(runId: string, folders: StateFolders, resume: string | undefined): Properties {
  return {
    ...sessionSettings,
    'execution.runtime-mode': 'streaming',
    'pipeline.name': runJobName(runId),
    'table.local-time-zone': 'UTC',
    'execution.checkpointing.interval': '10 s',
    'execution.checkpointing.mode': 'EXACTLY_ONCE',
    'execution.checkpointing.min-pause': '1 s',
    'execution.checkpointing.tolerable-failed-checkpoints': '100',
    'execution.checkpointing.externalized-checkpoint-retention': 'RETAIN_ON_CANCELLATION',
    'execution.checkpointing.dir': folders.checkpoints,
    'execution.checkpointing.savepoint-dir': folders.savepoints,
    'restart-strategy.type': 'exponential-delay',
    'restart-strategy.exponential-delay.initial-backoff': '1 s',
    'restart-strategy.exponential-delay.max-backoff': '30 s',
    'restart-strategy.exponential-delay.reset-backoff-threshold': '2 min',
    ...(resume === undefined ? {} : { 'execution.state-recovery.path': resume }),
  };
}
