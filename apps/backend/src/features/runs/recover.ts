import { FlinkUnreachable } from '@headrace/flink';
import { KafkaFault } from '@headrace/kafka';
import { flowResources } from '../../reading/flow-resources.ts';
import type { RunTable } from '../../store/tables.ts';
import { toStored } from './failure.ts';
import { LaunchRefused } from './launch.ts';
import { utc } from './messages.ts';
import { ownerOf } from './properties.ts';
import { mostRecoveries, outcomeUnknown, pauseBefore, submitLease } from './recovery.ts';
import { resumeFrom } from './resume.ts';
import { stateOf } from './run-record.ts';
import type { StoredRun } from './run-store.ts';
import { runnable } from './runnable.ts';
import type { RunsParts } from './runs-parts.ts';
import { startFailure } from './start-failure.ts';
import { firstStart } from './start-position.ts';
import { isEnded } from './state.ts';

export interface RecoveryParts extends Omit<RunsParts, 'changed'> {
  readonly launching: Set<string>;
  readonly changed: (run: StoredRun) => void;
  readonly end: (run: StoredRun, jobId: string) => void;
}

/** Submits runs again whose job Flink has lost, from the newest state that they left. */
export class Recovery {
  private readonly parts: RecoveryParts;

  constructor(parts: RecoveryParts) {
    this.parts = parts;
  }

  /** @param row as it was when its job was missed; nothing is done when it has changed since */
  async recover(row: StoredRun): Promise<void> {
    const { store, launching, now } = this.parts;
    if (launching.has(row.id)) return;
    launching.add(row.id);
    try {
      if (!(await store.claim(row, now() + submitLease))) return;
      await this.submit(row);
    } finally {
      launching.delete(row.id);
    }
  }

  private async submit(row: StoredRun): Promise<void> {
    const { store, checker, textOf, launch, folders, now } = this.parts;
    const others = await store.ofFlow(row.flow_id);
    if (others.some((other) => other.started_at > row.started_at))
      return this.giveUp(row, 'Flink lost its job, and a later run of this flow has taken its place.');
    if (row.recoveries >= mostRecoveries)
      return this.giveUp(
        row,
        `Flink lost its job ${row.recoveries + 1} times without a checkpoint in between, so it was not started again. Start it from its last checkpoint when Flink is well.`,
      );
    try {
      const text = await textOf(row.flow_id, row.flow_version);
      if (text === undefined) return await this.giveUp(row, 'Flink lost its job, and the flow is no longer there.');
      const checked = await checker.check(text, { owner: ownerOf(row.flow_id) });
      if (!checked.planner) return await this.later(row, row.recoveries, 'Flink does not answer yet.');
      const compiled = runnable(checked);
      const resume = resumeFrom(row, folders.checkpoints);
      const from = resume === undefined ? startAgain(row, others) : firstStart(others, row);
      const jobId = await launch({ runId: row.id, compiled, from, resume });
      const change: Partial<RunTable> = {
        job_id: jobId,
        retry_at: 0,
        resumed_from: resume ?? null,
        earlier_restarts: row.restarts,
        earlier_checkpoints: row.checkpoints,
        facts_json: JSON.stringify(flowResources(compiled)),
        failure_json: null,
        failing_json: null,
      };
      const sentence = beginningWords(row, resume);
      const found = await store.update(row.id, change, { at: now(), sentence });
      if (found.stop_asked !== null) this.parts.end(found, jobId);
      this.parts.changed(found.stop_asked === null ? await store.update(row.id, { state: 'deploying' }) : found);
    } catch (error) {
      await this.failed(row, error);
    }
  }

  private async failed(row: StoredRun, error: unknown): Promise<void> {
    const { store, now, report } = this.parts;
    if (error instanceof FlinkUnreachable) {
      // The job may exist all the same.
      const change = { state: 'cluster-unreachable', retry_at: now() + outcomeUnknown };
      const sentence = 'Flink did not answer while the job was submitted again.';
      return this.parts.changed(await store.update(row.id, change, { at: now(), sentence }));
    }
    // Kafka may be away too, and come back.
    if (error instanceof LaunchRefused || error instanceof KafkaFault)
      return this.later(row, row.recoveries + 1, error.message);
    const known = startFailure(error, row);
    if (!known) report(error);
    return this.giveUp(
      row,
      `Flink lost its job, and it could not be started again: ${wordsOf(error, known?.sentence)}`,
    );
  }

  private async later(row: StoredRun, recoveries: number, why: string): Promise<void> {
    const { store, now, random } = this.parts;
    const retry_at = now() + pauseBefore(recoveries, random());
    const sentence = `It could not be started again yet: ${why}`;
    const failure_json = toStored({ sentence, node: null, trace: '' });
    const change = { state: 'job-missing', recoveries, retry_at, failure_json };
    const before = row.history.at(-1)?.sentence;
    const events = before === sentence ? [] : [{ at: now(), sentence }];
    this.parts.changed(await store.update(row.id, change, ...events));
  }

  private async giveUp(row: StoredRun, sentence: string): Promise<void> {
    const { store, now } = this.parts;
    const current = await store.get(row.id);
    if (!current || isEnded(stateOf(current))) return;
    const failure_json = toStored({ sentence, node: null, trace: '' });
    const change = { state: 'failed', ended_at: now(), failure_json };
    this.parts.changed(await store.update(row.id, change, { at: now(), sentence }));
  }
}

/** A run that read new events only reads those that came since it began. */
function startAgain(row: StoredRun, others: readonly StoredRun[]) {
  const from = firstStart(others, row);
  return from.kind === 'now' ? ({ kind: 'time', timestamp: row.started_at } as const) : from;
}

function beginningWords(row: RunTable, resume: string | undefined): string {
  if (resume === undefined)
    return 'Submitted again from where it began, since it had no checkpoint yet. What it wrote before may be written twice if the destination takes events at least once.';
  if (resume === row.resumed_from) return 'Submitted again from the savepoint that it had begun with.';
  const at = row.checkpoint_at === null ? '' : `, of ${utc(row.checkpoint_at)} or later`;
  return `Submitted again from its newest checkpoint${at}.`;
}

/** A refusal of ours says what stands in the way of a start; anything unknown is in the log. */
function wordsOf(error: unknown, known: string | undefined): string {
  return (
    known ??
    (error instanceof Error && error.name === 'ProblemError'
      ? error.message
      : 'a fault in Headrace; its log has the details.')
  );
}
