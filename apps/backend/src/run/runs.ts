import { randomUUID } from 'node:crypto';
import type { Run, RunRequest } from '@headrace/api';
import { FlinkRefused, FlinkUnreachable, type JobManager, type SqlGateway } from '@headrace/flink';
import { redact } from '@headrace/http';
import type { Checker } from '../check/checker.ts';
import { RunCounter } from '../counts/run-counter.ts';
import { flowFacts } from '../facts.ts';
import type { Clusters } from '../kafka/clusters.ts';
import { refuse } from '../refuse.ts';
import type { FlowTable, RunTable } from '../store/tables.ts';
import { beginningOf } from './beginning.ts';
import { readFailure, toStored } from './failure.ts';
import { type Launch, launch } from './launch.ts';
import { Monitor } from './monitor.ts';
import type { StateFolders } from './properties.ts';
import { runnable } from './runnable.ts';
import { startFailure } from './start-failure.ts';
import { isActive, isEnded } from './state.ts';
import type { RunStore } from './store.ts';
import { toRun } from './wire.ts';

export interface RunsParts {
  readonly store: RunStore;
  readonly gateway: SqlGateway;
  readonly jobManager: JobManager;
  readonly checker: Checker;
  readonly clusters: Clusters;
  readonly folders: StateFolders;
  /** Is told of every change of a run. */
  readonly changed: (run: Run) => void;
  readonly report: (error: unknown) => void;
}

/** Starts, stops and watches the runs of flows. */
export class Runs {
  private readonly parts: RunsParts;
  private readonly launching = new Set<string>();
  /** Flows whose start is being looked into, and runs whose end is being asked for. */
  private readonly busy = new Set<string>();
  private readonly monitor: Monitor;
  private readonly counter: RunCounter;

  constructor(parts: RunsParts) {
    this.parts = parts;
    this.monitor = new Monitor({
      store: parts.store,
      jobManager: parts.jobManager,
      clusters: parts.clusters,
      isLaunching: (id) => this.launching.has(id),
      changed: (row) => parts.changed(toRun(row)),
      report: parts.report,
    });
    this.counter = new RunCounter({
      store: parts.store,
      jobManager: parts.jobManager,
      changed: (row) => parts.changed(toRun(row)),
      report: parts.report,
    });
  }

  /** Begins to watch the runs that an earlier process left, and all that follow. */
  watch(): void {
    void this.monitor.start();
    void this.counter.start();
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
    if (this.busy.has(flow.id)) refuse(409, 'run/active', 'This flow is being started already.');
    this.busy.add(flow.id);
    try {
      return await this.begin(flow, request);
    } finally {
      this.busy.delete(flow.id);
    }
  }

  private async begin(flow: FlowTable, request: RunRequest): Promise<Run> {
    const { store, checker } = this.parts;
    const before = await store.ofFlow(flow.id);
    if (before.some((r) => isActive(toRun(r).state)))
      refuse(409, 'run/active', 'This flow is running already. Stop it first, then start it again.');
    const begin = beginningOf(request.from, before, this.parts.folders);
    const checked = await checker.check(flow.text, { plan: true, owner: `headrace-${flow.id}` });
    const compiled = runnable(checked);
    const row: RunTable = {
      id: randomUUID(),
      flow_id: flow.id,
      flow_version: flow.version,
      state: 'submitting',
      job_id: null,
      started_at: Date.now(),
      ended_at: null,
      from_json: JSON.stringify(begin.said),
      restarts: 0,
      stop_asked: null,
      savepoint: null,
      checkpoint: null,
      checkpoints: 0,
      checkpoint_at: null,
      failure_json: null,
      facts_json: JSON.stringify(flowFacts(compiled)),
      counts_json: null,
    };
    // Marked before it is stored, lest the monitor takes it for one that a crash left without a job.
    this.launching.add(row.id);
    await store.insert(row);
    this.tell(row);
    void this.launch(row, { runId: row.id, compiled, from: begin.from, resume: begin.resume });
    return toRun(row);
  }

  /** Asks for a run's end; what comes of it, the monitor sees. */
  async stop(id: string, withSavepoint: boolean): Promise<Run> {
    const row = await this.parts.store.get(id);
    if (!row) refuse(404, 'run/not-found', 'There is no such run.');
    if (isEnded(toRun(row).state)) return toRun(row);
    if (this.busy.has(id) && withSavepoint) return toRun(row);
    const stopAsked = withSavepoint && row.job_id !== null ? 'savepoint' : 'cancel';
    const state = row.state === 'job-missing' ? 'stopped' : 'stopping';
    const asked = await this.parts.store.update(id, { stop_asked: stopAsked, state });
    this.tell(asked);
    if (asked.job_id !== null && state === 'stopping') void this.end(asked, asked.job_id);
    return toRun(asked);
  }

  /** Flink's own words of why a run failed; empty where there are none. For administrators. */
  async trace(id: string): Promise<string> {
    const row = await this.parts.store.get(id);
    if (!row) refuse(404, 'run/not-found', 'There is no such run.');
    // An earlier version of Headrace kept it as Flink gave it.
    return row.failure_json === null ? '' : redact(readFailure(row.failure_json).trace);
  }

  private async launch(row: RunTable, order: Launch): Promise<void> {
    const { store, gateway, clusters, folders } = this.parts;
    try {
      const jobId = await launch(gateway, clusters, folders, order);
      const now = await store.update(row.id, { job_id: jobId });
      this.tell(now.stop_asked === null ? await store.update(row.id, { state: 'deploying' }) : now);
      if (now.stop_asked !== null) await this.end(now, jobId);
    } catch (error) {
      // The job may exist all the same: the monitor looks for it by its name.
      if (error instanceof FlinkUnreachable) this.tell(await store.update(row.id, { state: 'cluster-unreachable' }));
      else await this.failed(row, error);
    } finally {
      this.launching.delete(row.id);
    }
  }

  private async failed(row: RunTable, error: unknown): Promise<void> {
    const known = startFailure(error, row);
    if (!known) this.parts.report(error);
    const sentence = 'Starting failed because of a fault in Headrace; its log has the details.';
    const failure = known ?? { sentence, node: null, trace: '' };
    const change = { state: 'failed', ended_at: Date.now(), failure_json: toStored(failure) };
    this.tell(await this.parts.store.update(row.id, change));
  }

  private async end(row: RunTable, jobId: string): Promise<void> {
    const { jobManager, folders, store } = this.parts;
    this.busy.add(row.id);
    try {
      if (row.stop_asked === 'savepoint') {
        const savepoint = await jobManager.stopWithSavepoint(jobId, folders.savepoints);
        await store.update(row.id, { savepoint });
      } else await jobManager.cancel(jobId);
    } catch (error) {
      await this.goesOn(row, error);
    } finally {
      this.busy.delete(row.id);
    }
  }

  /** The end that was asked for did not come. Somebody may have asked for another meanwhile. */
  private async goesOn(row: RunTable, error: unknown): Promise<void> {
    const { store, report } = this.parts;
    const refused = error instanceof FlinkRefused ? error : undefined;
    if (!refused && !(error instanceof FlinkUnreachable)) report(error);
    const now = await store.get(row.id);
    if (now?.stop_asked !== row.stop_asked || now.state !== 'stopping') return;
    const how = row.stop_asked === 'savepoint' ? ' with a savepoint' : '';
    const sentence = `It could not be stopped${how}: ${refused?.reason ?? 'Flink does not answer'}. Try again.`;
    const failure_json = toStored({ sentence, node: null, trace: refused?.trace ?? '' });
    this.tell(await store.update(row.id, { stop_asked: null, state: 'running', failure_json }));
  }

  private tell(row: RunTable): void {
    this.parts.changed(toRun(row));
  }
}
