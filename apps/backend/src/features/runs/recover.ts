import { isEndedRun, type StartFrom } from '@headrace/api';
import { ConnectionFault } from '@headrace/connections/server';
import { FlinkUnreachable } from '@headrace/flink';
import { ContractError } from '@headrace/service';
import { flowResources } from '../../reading/flow-resources.ts';
import { ownFailure } from './failure.ts';
import { LaunchError } from './launch.ts';
import { ownerOf } from './properties.ts';
import { mostRecoveries, outcomeUnknown, pauseBefore, submitLease } from './recovery-pace.ts';
import { resumeFrom } from './resume.ts';
import { utc } from './run-messages.ts';
import type { RunRecord } from './run-record.ts';
import { runnable } from './runnable.ts';
import type { RunsParts } from './runs-parts.ts';
import { startFailure } from './start-failure.ts';
import { firstStart } from './start-position.ts';

/** Submits runs again whose job Flink has lost, from the newest state that they left. */
export class Recovery {
  private readonly parts: RunsParts;

  constructor(parts: RunsParts) {
    this.parts = parts;
  }

  /** @param seen as it was when its job was missed; nothing is done when it has changed since */
  async recover(seen: RunRecord): Promise<void> {
    const { store, now } = this.parts;
    const retryAt = now() + submitLease;
    // Of several who try, one gets it, and nobody when a person has stopped the run.
    const { isChanged } = await store.change({ now: now() }, seen.id, (run) =>
      run.state === 'job-missing' &&
      run.recoveries === seen.recoveries &&
      run.retryAt === seen.retryAt &&
      run.stopAsked === null
        ? { set: { state: 'submitting', recoveries: run.recoveries + 1, retryAt } }
        : undefined,
    );
    if (isChanged) await this.submit(seen);
  }

  private async submit(run: RunRecord): Promise<void> {
    const { store, checker, textOf, launch, folders, now } = this.parts;
    const others = await store.ofFlow(run.flowId);
    if (others.some((other) => other.startedAt > run.startedAt))
      return this.giveUp(run, 'Flink lost its job, and a later run of this flow has taken its place.');
    if (run.recoveries >= mostRecoveries)
      return this.giveUp(
        run,
        `Flink lost its job ${run.recoveries + 1} times without a checkpoint in between, so it was not started again. Start it from its last checkpoint when Flink is well.`,
      );
    try {
      const text = await textOf(run.flowId, run.flowVersion);
      if (text === undefined) return await this.giveUp(run, 'Flink lost its job, and the flow is no longer there.');
      const checked = await checker.check(text, { owner: ownerOf(run.flowId) });
      if (!checked.planner) return await this.later(run, run.recoveries, 'Flink does not answer yet.');
      const compiled = runnable(checked);
      const resume = resumeFrom(run, folders.checkpoints);
      const from = resume === undefined ? startAgain(run, others) : firstStart(others, run);
      const jobId = await launch({ runId: run.id, compiled, from, resume });
      const set = {
        jobId,
        retryAt: 0,
        resumedFrom: resume ?? null,
        earlierRestarts: run.restarts,
        earlierCheckpoints: run.checkpoints,
        resources: flowResources(compiled),
        failure: null,
        failing: null,
      };
      const history = [{ at: now(), message: submittedAgain(run, resume) }];
      // What was asked for meanwhile, the monitor does.
      await store.change({ now: now() }, run.id, ({ stopAsked }) => ({
        set: stopAsked === null ? { ...set, state: 'deploying' } : set,
        history,
      }));
    } catch (error) {
      await this.failed(run, error);
    }
  }

  private async failed(run: RunRecord, error: unknown): Promise<void> {
    const { store, now, onError } = this.parts;
    if (error instanceof FlinkUnreachable) {
      // The job may exist all the same.
      const at = now();
      const message = 'Flink did not answer while the job was submitted again.';
      await store.change({ now: at }, run.id, () => ({
        set: { state: 'cluster-unreachable', retryAt: at + outcomeUnknown },
        history: [{ at, message }],
      }));
      return;
    }
    // Kafka may be away too, and come back.
    if (error instanceof LaunchError || error instanceof ConnectionFault)
      return this.later(run, run.recoveries + 1, error.message);
    const known = startFailure(error, run.resources);
    const ours = error instanceof ContractError ? error.message : undefined;
    if (!known && ours === undefined) onError(error);
    const why = known?.message ?? ours ?? 'a fault in Headrace; its log has the details.';
    return this.giveUp(run, `Flink lost its job, and it could not be started again: ${why}`);
  }

  private async later(run: RunRecord, recoveries: number, why: string): Promise<void> {
    const { store, now, random } = this.parts;
    const at = now();
    const retryAt = at + pauseBefore(recoveries, random());
    const message = `It could not be started again yet: ${why}`;
    await store.change({ now: at }, run.id, ({ history }) => ({
      set: { state: 'job-missing', recoveries, retryAt, failure: ownFailure(message) },
      history: history.at(-1)?.message === message ? [] : [{ at, message }],
    }));
  }

  private async giveUp(run: RunRecord, message: string): Promise<void> {
    const at = this.parts.now();
    await this.parts.store.change({ now: at }, run.id, ({ state }) =>
      isEndedRun(state)
        ? undefined
        : { set: { state: 'failed', endedAt: at, failure: ownFailure(message) }, history: [{ at, message }] },
    );
  }
}

/** A run that read new events only reads those that came since it began. */
function startAgain(run: RunRecord, others: readonly RunRecord[]): StartFrom {
  const from = firstStart(others, run);
  return from.kind === 'now' ? { kind: 'time', timestamp: run.startedAt } : from;
}

function submittedAgain(run: RunRecord, resume: string | undefined): string {
  if (resume === undefined)
    return 'Submitted again from where it began, since it had no checkpoint yet. What it wrote before may be written twice if the destination takes events at least once.';
  if (resume === run.resumedFrom) return 'Submitted again from the savepoint that it had begun with.';
  const at = run.checkpointAt === null ? '' : `, of ${utc(run.checkpointAt)} or later`;
  return `Submitted again from its newest checkpoint${at}.`;
}
