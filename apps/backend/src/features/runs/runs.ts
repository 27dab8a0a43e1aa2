import { randomUUID } from 'node:crypto';
import type { Run, RunRequest } from '@headrace/api';
import { FlinkRefused, FlinkUnreachable } from '@headrace/flink';
import type { Compiled } from '@headrace/flow';
import { redact } from '@headrace/http';
import { refuse } from '@headrace/http/bind';
import { type FlowResources, flowResources, stateFacts } from '../../reading/flow-resources.ts';
import type { FlowTable, RunTable } from '../../store/tables.ts';
import { readFailure, toStored } from './failure.ts';
import type { Launch } from './launch.ts';
import { fromWords, stopWithoutWords } from './messages.ts';
import { Monitor } from './monitor.ts';
import { ownerOf } from './properties.ts';
import { snapshotOf } from './reconcile.ts';
import { Recovery } from './recover.ts';
import { outcomeUnknown, submitLease } from './recovery.ts';
import { RunCounter } from './run-counter.ts';
import { stateOf, toRun } from './run-record.ts';
import type { RunEvent, StoredRun } from './run-store.ts';
import { runnable } from './runnable.ts';
import type { RunsParts } from './runs-parts.ts';
import { startFailure } from './start-failure.ts';
import { type StartPosition, startPosition } from './start-position.ts';
import { answerStop, isActive } from './state.ts';
import { stateChanges } from './state-change.ts';

/** Starts, stops and watches the runs of flows, and brings back those that Flink has lost. */
export class Runs {
  private readonly parts: RunsParts;
  private readonly launching = new Set<string>();
  /** Flows whose start is being looked into, and runs whose end is being asked for. */
  private readonly busy = new Set<string>();
  private readonly monitor: Monitor;
  private readonly counter: RunCounter;

  constructor(parts: RunsParts) {
    this.parts = parts;
    const recovery = new Recovery({
      ...parts,
      launching: this.launching,
      changed: (row) => this.tell(row),
      end: (row, jobId) => void this.end(row, jobId),
    });
    this.monitor = new Monitor({
      ...parts,
      isLaunching: (id) => this.launching.has(id),
      recover: (row) => void recovery.recover(row).catch(parts.report),
      end: (row, jobId) => void this.end(row, jobId),
      changed: (row) => this.tell(row),
    });
    this.counter = new RunCounter({
      store: parts.store,
      jobManager: parts.jobManager,
      changed: (row) => this.tell(row),
      report: parts.report,
    });
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

  async ofFlow(flowId: string): Promise<Run[]> {
    return (await this.parts.store.ofFlow(flowId)).map(toRun);
  }

  /** Notes a run and submits it in the background. */
  async start(flow: FlowTable, request: RunRequest): Promise<Run> {
    if (this.busy.has(flow.id)) refuse('run/active', 'This flow is being started already.');
    this.busy.add(flow.id);
    try {
      return await this.begin(flow, request);
    } finally {
      this.busy.delete(flow.id);
    }
  }

  private async begin(flow: FlowTable, request: RunRequest): Promise<Run> {
    const { store, checker, folders } = this.parts;
    const before = await store.ofFlow(flow.id);
    const active = before.find((r) => isActive(stateOf(r)));
    if (active?.state === 'job-missing')
      refuse('run/active', 'Flink has lost the run of this flow, and it is being started again. Stop it first.');
    if (active) refuse('run/active', 'This flow is running already. Stop it first, then start it again.');
    const begin = startPosition(request.from, before, folders);
    const checked = await checker.check(flow.text, { plan: true, owner: ownerOf(flow.id) });
    const compiled = runnable(checked);
    refuseChangedState(begin, before, compiled);
    const now = this.parts.now();
    const row: RunTable = {
      id: randomUUID(),
      flow_id: flow.id,
      flow_version: flow.version,
      state: 'submitting',
      job_id: null,
      started_at: now,
      ended_at: null,
      from_json: JSON.stringify(begin.said),
      restarts: 0,
      stop_asked: null,
      savepoint: null,
      checkpoint: null,
      checkpoints: 0,
      checkpoint_at: null,
      failure_json: null,
      facts_json: JSON.stringify(flowResources(compiled)),
      counts_json: null,
      counts_before_json: null,
      counts_of: null,
      failed_json: '{}',
      retry_at: now + submitLease,
      recoveries: 0,
      resumed_from: begin.resume ?? null,
      earlier_restarts: 0,
      earlier_checkpoints: 0,
      failing_json: null,
      notice: null,
    };
    // Marked before it is stored, lest the monitor takes it for one that a crash left without a job.
    this.launching.add(row.id);
    const run = await store.insert(row, this.event(`Submitted, to read ${fromWords(begin.said)}.`));
    this.tell(run);
    void this.launch(run, { runId: row.id, compiled, from: begin.from, resume: begin.resume });
    return toRun(run);
  }

  /**
   * Asks for a run's end; what comes of it, the monitor sees.
   * @throws ProblemError when no savepoint can be taken now, with what can be done instead
   */
  async stop(id: string, withSavepoint: boolean): Promise<Run> {
    const { store, now } = this.parts;
    const wanted = withSavepoint ? 'savepoint' : 'cancel';
    let row = await this.find(id);
    let answer = answerStop(snapshotOf(row), wanted);
    if (answer.kind === 'refused') {
      // Since the last look it may have come to run.
      await this.monitor.look();
      row = await this.find(id);
      answer = answerStop(snapshotOf(row), wanted);
    }
    if (answer.kind === 'nothing') return toRun(row);
    if (answer.kind === 'refused') return this.refuseStop(row);
    const { stopAsked, state } = answer;
    const how = withSavepoint ? 'A person asked to stop it with a savepoint.' : 'A person asked to stop it.';
    const notice =
      state === 'cluster-unreachable' ? 'Flink does not answer. The run is stopped as soon as it does.' : null;
    const ended = state === 'stopped' ? { ended_at: now() } : {};
    const asked = await store.update(id, { stop_asked: stopAsked, state, notice, ...ended }, this.event(how));
    this.tell(asked);
    // While it is submitted there is no job yet; what submits it looks afterwards.
    if (asked.job_id !== null && state === 'stopping' && row.state !== 'submitting') void this.end(asked, asked.job_id);
    return toRun(asked);
  }

  private async find(id: string): Promise<StoredRun> {
    return (await this.parts.store.get(id)) ?? refuse('run/not-found', 'There is no such run.');
  }

  private async refuseStop(row: StoredRun): Promise<never> {
    const why =
      row.state === 'deploying'
        ? 'The run is only starting, so no savepoint can be taken yet.'
        : 'The run keeps restarting, so no savepoint can be taken now.';
    const failure = row.failure_json === null ? '' : ` ${readFailure(row.failure_json).sentence}`;
    const notice = `${why}${failure} ${stopWithoutWords(row.checkpoint_at)}`;
    this.tell(await this.parts.store.update(row.id, { notice }, this.event(`It was not stopped. ${why}`)));
    refuse('run/no-savepoint-now', why, { detail: `${failure} ${stopWithoutWords(row.checkpoint_at)}`.trim() });
  }

  /** Flink's own words of why a run failed; empty where there are none. For administrators. */
  async trace(id: string): Promise<string> {
    const row = await this.find(id);
    // An earlier version of Headrace kept it as Flink gave it.
    return row.failure_json === null ? '' : redact(readFailure(row.failure_json).trace);
  }

  private async launch(row: StoredRun, order: Launch): Promise<void> {
    const { store, launch, now } = this.parts;
    try {
      const jobId = await launch(order);
      const found = await store.update(row.id, { job_id: jobId, retry_at: 0 });
      this.tell(found.stop_asked === null ? await store.update(row.id, { state: 'deploying' }) : found);
      if (found.stop_asked !== null) await this.end(found, jobId);
    } catch (error) {
      // The job may exist all the same: the monitor looks for it by its name.
      if (error instanceof FlinkUnreachable)
        this.tell(
          await store.update(
            row.id,
            { state: 'cluster-unreachable', retry_at: now() + outcomeUnknown },
            this.event('Flink did not answer while the job was submitted.'),
          ),
        );
      else await this.failed(row, error);
    } finally {
      this.launching.delete(row.id);
    }
  }

  private async failed(row: StoredRun, error: unknown): Promise<void> {
    const known = startFailure(error, row);
    if (!known) this.parts.report(error);
    const sentence = 'Starting failed because of a fault in Headrace; its log has the details.';
    const failure = known ?? { sentence, node: null, trace: '' };
    const change = { state: 'failed', ended_at: this.parts.now(), failure_json: toStored(failure) };
    this.tell(await this.parts.store.update(row.id, change, this.event(`It did not start: ${failure.sentence}`)));
  }

  /** Asks Flink for the end of a job, once at a time; a Flink that is away is asked again by the monitor. */
  private async end(row: StoredRun, jobId: string): Promise<void> {
    const { jobManager, folders, store } = this.parts;
    const key = `${row.id} ${row.stop_asked}`;
    if (this.busy.has(key)) return;
    this.busy.add(key);
    try {
      if (row.stop_asked === 'savepoint') {
        const savepoint = await jobManager.stopWithSavepoint(jobId, folders.savepoints);
        await store.update(row.id, { savepoint }, this.event('A savepoint was taken.'));
      } else await jobManager.cancel(jobId);
    } catch (error) {
      if (!(error instanceof FlinkUnreachable)) await this.goesOn(row, error);
    } finally {
      this.busy.delete(key);
    }
  }

  /** The end that was asked for did not come. Somebody may have asked for another meanwhile. */
  private async goesOn(row: StoredRun, error: unknown): Promise<void> {
    const { store, report } = this.parts;
    const refused = error instanceof FlinkRefused ? error : undefined;
    if (!refused) report(error);
    const now = await store.get(row.id);
    if (!now || now.stop_asked !== row.stop_asked || !isActive(stateOf(now))) return;
    const why = refused?.reason ?? 'a fault in Headrace; its log has the details';
    const notice = `It was not stopped with a savepoint: ${why}. It goes on. ${stopWithoutWords(now.checkpoint_at)}`;
    this.tell(await store.update(row.id, { stop_asked: null, state: 'running', notice }, this.event(notice)));
  }

  private event(sentence: string): RunEvent {
    return { at: this.parts.now(), sentence };
  }

  private tell(row: StoredRun): void {
    this.parts.changed(toRun(row));
  }
}

/** @throws ProblemError when the state that a run is to go on from does not fit the flow any more */
function refuseChangedState({ said }: StartPosition, before: readonly StoredRun[], compiled: Compiled): void {
  const earlier = said.kind === 'savepoint' ? before.find((row) => row.id === said.run) : undefined;
  const states = earlier && (JSON.parse(earlier.facts_json) as FlowResources).states;
  if (!states) return;
  const changes = stateChanges(states, stateFacts(compiled));
  if (changes.length === 0) return;
  refuse(
    'run/state-changed',
    'The flow has changed so that the savepoint no longer fits. Undo the change, or start without the savepoint.',
    { detail: changes.map((c) => c.sentence).join(' ') },
  );
}
