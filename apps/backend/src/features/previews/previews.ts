import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StartFrom } from '@headrace/api';
import type { JobManager, SqlGateway } from '@headrace/flink';
import { type Compiled, type Diagnostic, previewQuery } from '@headrace/flow';
import { Gate, type Sizes } from '@headrace/http';
import type { PreviewJobs } from '../../flink/job-names.ts';
import type { Clusters } from '../../kafka/clusters.ts';
import type { Checker } from '../../planner/checker.ts';
import { flowResources, topicUses } from '../../reading/flow-resources.ts';
import { Preview, type PreviewPlan } from './preview.ts';
import { SessionPool } from './session-pool.ts';
import { Slots } from './slots.ts';

/** Why there is nothing to look at. */
export interface NothingToShow {
  readonly reason: 'faults' | 'planner-away';
  readonly diagnostics: readonly Diagnostic[];
}

/** Options of a table over a topic: the topics of a preview do not grow partitions. */
const lively = { 'scan.topic-partition-discovery.interval': '0' };

/** One name in Kafka for all previews, so that flows of equal nodes share one, whatever they are called. */
const owner = 'headrace-preview';

/**
 * Pause between two looks for a live preview's rows, ms: all previews together look about 25 times a second, so that those
 * which run leave Flink and this process free for the one that starts.
 */
const pauseAmong = (previews: number) => Math.min(500, Math.max(60, 40 * previews));

/** How long stopping waits for jobs to end, ms. */
const patience = 2_000;

/** All previews at work. The same flow from the same start is one preview, however many look at it. */
export class Previews {
  private readonly checker: Checker;
  private readonly clusters: Clusters;
  private readonly jobManager: JobManager;
  private readonly report: (error: unknown) => void;
  private readonly pool: SessionPool;
  private readonly slots: Slots;
  private readonly live = new Map<string, Preview>();
  private readonly byContent = new Map<string, Preview>();
  private readonly gate: Gate;

  constructor(
    gateway: SqlGateway,
    jobManager: JobManager,
    names: PreviewJobs,
    checker: Checker,
    clusters: Clusters,
    report: (error: unknown) => void,
    sizes?: Sizes,
  ) {
    this.gate = new Gate('previewsOfPerson', 'previews', sizes);
    this.pool = new SessionPool(gateway, names);
    this.jobManager = jobManager;
    this.slots = new Slots({ jobManager });
    this.checker = checker;
    this.clusters = clusters;
    this.report = report;
  }

  /** Gets ready for the first preview, once Flink answers. */
  warm(): Promise<void> {
    return this.pool.warm();
  }

  /**
   * Starts a preview, or gives the one that shows just that.
   * @param person whose preview it is; one that shows what another person's does is the other's
   * @throws ProblemError beyond a limit
   */
  async open(text: string, from: StartFrom, person: string): Promise<Preview | NothingToShow> {
    const checked = await this.checker.check(text, { owner });
    const { compiled, ports, diagnostics } = checked;
    if (!compiled || !checked.planner) return { reason: compiled ? 'planner-away' : 'faults', diagnostics };
    const query = previewQuery(withLivelyTables(compiled), ports, from);
    if (!query) return { reason: 'faults', diagnostics };
    const key = createHash('sha256')
      .update(JSON.stringify([query, from]))
      .digest('base64');
    const same = this.byContent.get(key);
    if (same) return same;
    // Only now: whoever has as many as may be still joins one that is there.
    const leave = this.gate.enter(person);
    const windows = hasWindow(compiled) ? from : undefined;
    return this.start(key, { query, topics: topicUses(compiled), facts: flowResources(compiled), windows }, leave);
  }

  private start(key: string, what: Omit<PreviewPlan, 'id'>, leave: () => void): Preview {
    const plan = { id: randomUUID(), ...what };
    const preview = new Preview(plan, {
      pool: this.pool,
      slots: this.slots,
      clusters: this.clusters,
      jobManager: this.jobManager,
      report: this.report,
      pause: () => pauseAmong(this.live.size),
      onEnd: () => {
        this.live.delete(plan.id);
        this.byContent.delete(key);
        leave();
      },
    });
    this.live.set(plan.id, preview);
    this.byContent.set(key, preview);
    return preview;
  }

  get(id: string): Preview | undefined {
    return this.live.get(id);
  }

  /** Whether a job is one of a preview of this process. */
  owns(jobName: string): boolean {
    return [...this.live.values()].some((p) => p.jobName === jobName);
  }

  /** Ends all previews and waits a moment for their jobs; what is left the next process reaps. */
  async close(): Promise<void> {
    const all = [...this.live.values()];
    for (const preview of all) preview.end('Headrace is stopping.');
    const jobs = Promise.all([...all.map((p) => p.gone), this.pool.close()]);
    await Promise.race([jobs, sleep(patience, undefined, { ref: false })]);
  }
}

/** Whether a node gives its results when windows end. */
function hasWindow({ plan }: Compiled): boolean {
  return plan.relations.some(({ query }) => query.kind === 'select' && query.from?.kind === 'window');
}

function withLivelyTables(compiled: Compiled): Compiled {
  const tables = compiled.plan.tables.map(({ node, table }) =>
    'scan.startup.mode' in table.options
      ? { node, table: { ...table, options: { ...table.options, ...lively } } }
      : { node, table },
  );
  return { ...compiled, plan: { ...compiled.plan, tables } };
}
