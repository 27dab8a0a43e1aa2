import { randomUUID } from 'node:crypto';
import { isEndedRun, type Run, type RunRequest } from '@headrace/api';
import { FlinkRefused, FlinkUnreachable } from '@headrace/flink';
import type { Compiled } from '@headrace/flow';
import { type Call, ContractError, redact } from '@headrace/service';
import { flowResources, stateFacts } from '../../reading/flow-resources.ts';
import { ownFailure } from './failure.ts';
import type { Launch } from './launch.ts';
import { Monitor } from './monitor.ts';
import { ownerOf } from './properties.ts';
import { Recovery } from './recover.ts';
import { outcomeUnknown, submitLease } from './recovery-pace.ts';
import { RunCounter } from './run-counter.ts';
import { startMessage, stopWithout } from './run-messages.ts';
import { newRun, type RunEvent, type RunRecord, toRun } from './run-record.ts';
import { runnable } from './runnable.ts';
import type { RunsParts } from './runs-parts.ts';
import { startFailure } from './start-failure.ts';
import { type StartPosition, startPosition } from './start-position.ts';
import { answerStop } from './state.ts';
import { stateChanges } from './state-change.ts';

/** The version of a flow that is to run. */
export interface RunnableFlow {
  readonly id: string;
  readonly version: number;
  readonly text: string;
}

/** Starts, stops and watches the runs of flows, and brings back those that Flink has lost. */
export class Runs {
  private readonly parts: RunsParts;
  /** Runs whose end is being asked for, and how. */
  private readonly ending = new Set<string>();
  private readonly monitor: Monitor;
  private readonly counter: RunCounter;

  constructor(parts: RunsParts) {
    this.parts = parts;
    const recovery = new Recovery(parts);
    this.monitor = new Monitor({
      ...parts,
      recover: (run) => void recovery.recover(run).catch(parts.onError),
      end: (run, jobId) => void this.end(run, jobId).catch(parts.onError),
    });
    this.counter = new RunCounter(parts);
  }

  /** Begins to watch the runs that an earlier process left, and all that follow. */
  watch(): void {
    void this.monitor.start();
    void this.counter.start();
  }

  /** Looks at all runs once, now. */
  look(): Promise<void> {
    return this.monitor.look();
  }

  close(): void {
    this.monitor.stop();
    this.counter.stop();
  }

  /** Newest first. */
  async ofFlow(_: Call, flowId: string): Promise<Run[]> {
    return (await this.parts.store.ofFlow(flowId)).map(toRun);
  }

  /** The newest run of each flow. */
  async newest(): Promise<ReadonlyMap<string, Run>> {
    return new Map([...(await this.parts.store.newest())].map(([flow, run]) => [flow, toRun(run)]));
  }

  async newestOf(flowId: string): Promise<Run | undefined> {
    const [run] = await this.parts.store.ofFlow(flowId);
    return run && toRun(run);
  }

  /** A run as pages show it; undefined when there is none. */
  async get(id: string): Promise<Run | undefined> {
    const run = await this.parts.store.get(id);
    return run && toRun(run);
  }

  /**
   * Notes a run and submits it in the background.
   * @throws ContractError when the flow runs already, or cannot be run as it is
   */
  async start(call: Call, flow: RunnableFlow, request: RunRequest): Promise<Run> {
    const { store, checker, folders } = this.parts;
    const before = await store.ofFlow(flow.id);
    const active = before.find((run) => !isEndedRun(run.state));
    if (active?.state === 'job-missing')
      throw new ContractError(
        'run/active',
        'Flink has lost the run of this flow, and it is being started again. Stop it first.',
      );
    if (active)
      throw new ContractError('run/active', 'This flow is running already. Stop it first, then start it again.');
    const position = startPosition(request.from, before, folders);
    const checked = await checker.check(flow.text, { plan: true, owner: ownerOf(flow.id), signal: call.signal });
    const compiled = runnable(checked);
    refuseChangedState(position, before, compiled);
    const now = this.parts.now();
    const run = newRun({
      id: randomUUID(),
      flowId: flow.id,
      flowVersion: flow.version,
      startedAt: now,
      from: position.shown,
      resources: flowResources(compiled),
      retryAt: now + submitLease,
      resumedFrom: position.resume ?? null,
    });
    // Refuses when another start of the flow was quicker, here or at another backend.
    const doing = { now, actor: call.actor };
    const stored = await store.insert(doing, run, this.event(`Submitted, to read ${startMessage(position.shown)}.`));
    const order = { runId: run.id, compiled, from: position.from, resume: position.resume };
    void this.launch(stored, order).catch(this.parts.onError);
    return toRun(stored);
  }

  /**
   * Asks for a run's end; what comes of it, the backend that follows the runs sees.
   * @throws ContractError when no savepoint can be taken now, with what can be done instead
   */
  async stop(call: Call, id: string, withSavepoint: boolean): Promise<Run> {
    const run = await this.find(id);
    const wanted = withSavepoint ? 'savepoint' : 'cancel';
    // Since the last look it may have come to run.
    if (answerStop(run, wanted).kind === 'refused') await this.monitor.lookAtRun(run);
    const how = withSavepoint ? 'A person asked to stop it with a savepoint.' : 'A person asked to stop it.';
    const now = this.parts.now();
    let refused: ContractError | undefined;
    const doing = { now, actor: call.actor, action: 'run.stop' } as const;
    const { run: asked } = await this.parts.store.change(doing, id, (current) => {
      const answer = answerStop(current, wanted);
      if (answer.kind === 'nothing') return undefined;
      if (answer.kind === 'refused') {
        const why = whyNoSavepoint(current);
        const detail = [current.failure?.message, stopWithout(current.checkpointAt)].filter(Boolean).join(' ');
        refused = new ContractError('run/no-savepoint-now', why, { detail });
        return { set: { notice: `${why} ${detail}` }, history: [this.event(`It was not stopped. ${why}`)] };
      }
      const { stopAsked, state } = answer;
      const notice =
        state === 'cluster-unreachable' ? 'Flink does not answer. The run is stopped as soon as it does.' : null;
      const ended = state === 'stopped' ? { endedAt: now } : {};
      return { set: { stopAsked, state, notice, ...ended }, history: [this.event(how)] };
    });
    if (refused) throw refused;
    return toRun(asked);
  }

  /** Flink's own words of why a run failed; empty where there are none. For administrators. */
  async trace(call: Call, id: string): Promise<string> {
    const run = await this.find(id);
    await this.parts.store.note({ ...call, action: 'run.trace' }, run);
    const { failure } = run;
    // An earlier version of Headrace kept it as Flink gave it.
    return failure === null ? '' : redact(failure.trace);
  }

  private async find(id: string): Promise<RunRecord> {
    const run = await this.parts.store.get(id);
    if (!run) throw new ContractError('run/not-found', 'There is no such run.');
    return run;
  }

  private async launch(run: RunRecord, order: Launch): Promise<void> {
    const { store, launch } = this.parts;
    try {
      const jobId = await launch(order);
      // What was asked for meanwhile, the monitor does.
      await store.change({ now: this.parts.now() }, run.id, ({ state }) => ({
        // The job may have been seen at work before its submission has answered.
        set: { jobId, retryAt: 0, ...(state === 'submitting' ? { state: 'deploying' } : {}) },
      }));
    } catch (error) {
      if (error instanceof FlinkUnreachable) await this.lostSubmission(run.id);
      else await this.failed(run, error);
    }
  }

  /** The job may exist all the same: the monitor looks for it by its name. */
  private async lostSubmission(id: string): Promise<void> {
    const at = this.parts.now();
    await this.parts.store.change({ now: at }, id, ({ jobId }) =>
      jobId === null
        ? {
            set: { state: 'cluster-unreachable', retryAt: at + outcomeUnknown },
            history: [{ at, message: 'Flink did not answer while the job was submitted.' }],
          }
        : undefined,
    );
  }

  private async failed(run: RunRecord, error: unknown): Promise<void> {
    const known = startFailure(error, run.resources);
    if (!known) this.parts.onError(error);
    const failure = known ?? ownFailure('Starting failed because of a fault in Headrace; its log has the details.');
    const at = this.parts.now();
    await this.parts.store.change({ now: at }, run.id, () => ({
      set: { state: 'failed', endedAt: at, failure },
      history: [{ at, message: `It did not start: ${failure.message}` }],
    }));
  }

  /** Asks Flink for the end of a job, once at a time; a Flink that is away is asked again by the monitor. */
  private async end(run: RunRecord, jobId: string): Promise<void> {
    const { jobManager, folders, store, now } = this.parts;
    const key = `${run.id} ${run.stopAsked}`;
    if (this.ending.has(key)) return;
    this.ending.add(key);
    try {
      if (run.stopAsked === 'savepoint') {
        const savepoint = await jobManager.stopWithSavepoint(jobId, folders.savepoints);
        const history = [this.event('A savepoint was taken.')];
        await store.change({ now: now() }, run.id, () => ({ set: { savepoint }, history }));
      } else await jobManager.cancel(jobId);
    } catch (error) {
      if (!(error instanceof FlinkUnreachable)) await this.goesOn(run, error);
    } finally {
      this.ending.delete(key);
    }
  }

  /** The end that was asked for did not come. Somebody may have asked for another meanwhile. */
  private async goesOn(asked: RunRecord, error: unknown): Promise<void> {
    const { store, onError, now } = this.parts;
    const refused = error instanceof FlinkRefused ? error : undefined;
    if (!refused) onError(error);
    const why = refused?.reason ?? 'a fault in Headrace; its log has the details';
    await store.change({ now: now() }, asked.id, (run) => {
      if (run.stopAsked !== asked.stopAsked || isEndedRun(run.state)) return undefined;
      const notice = `It was not stopped with a savepoint: ${why}. It goes on. ${stopWithout(run.checkpointAt)}`;
      return { set: { stopAsked: null, state: 'running', notice }, history: [this.event(notice)] };
    });
  }

  private event(message: string): RunEvent {
    return { at: this.parts.now(), message };
  }
}

function whyNoSavepoint({ state }: RunRecord): string {
  return state === 'deploying'
    ? 'The run is only starting, so no savepoint can be taken yet.'
    : 'The run keeps restarting, so no savepoint can be taken now.';
}

/** @throws ContractError when the state that a run is to continue from does not fit the flow any more */
function refuseChangedState({ shown }: StartPosition, before: readonly RunRecord[], compiled: Compiled): void {
  const earlier = shown.kind === 'savepoint' ? before.find((run) => run.id === shown.run) : undefined;
  const states = earlier?.resources.states;
  if (!states) return;
  const changes = stateChanges(states, stateFacts(compiled));
  if (changes.length === 0) return;
  throw new ContractError(
    'run/state-changed',
    'The flow has changed so that the savepoint no longer fits. Undo the change, or start without the savepoint.',
    { detail: changes.map((c) => c.message).join(' ') },
  );
}
