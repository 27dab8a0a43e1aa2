import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StartFrom } from '@headrace/api';
import type { JobManager, SqlGateway } from '@headrace/flink';
import { type Compiled, previewQuery } from '@headrace/flow';
import { type Call, ContractError, Gate, type Sizes } from '@headrace/service';
import type { PreviewJobs } from '../../flink/job-names.ts';
import type { Clients } from '../../outside/clients.ts';
import type { Checker } from '../../planner/checker.ts';
import type { TrustedFlows } from '../../planner/trusted-flows.ts';
import { flowResources, topicUses } from '../../reading/flow-resources.ts';
import { Preview, type PreviewPlan } from './preview.ts';
import { SessionPool } from './session-pool.ts';
import { Slots } from './slots.ts';

/** One name in systems outside for all previews, so that flows of equal nodes share one, whatever they are called. */
const owner = 'headrace-preview';

/**
 * Pause between two looks for a live preview's rows, ms: all previews together look about 25 times a second, so that those
 * which run leave Flink and this process free for the one that starts.
 */
const pauseAmong = (previews: number) => Math.min(500, Math.max(60, 40 * previews));

/** How long stopping waits for jobs to end, ms. */
const patience = 2_000;

/** What a person wants to look at. */
export interface PreviewWish {
  readonly text: string;
  readonly from: StartFrom;
  /** The id of the stored flow that the text belongs to. */
  readonly flow?: string | undefined;
}

export interface PreviewsParts {
  readonly gateway: SqlGateway;
  readonly jobManager: JobManager;
  readonly names: PreviewJobs;
  readonly checker: Pick<Checker, 'check'>;
  readonly flows: TrustedFlows;
  readonly clients: Clients;
  /** Notes for the audit that somebody looks at events of a flow. */
  readonly opened: (call: Call, flow: string | undefined) => Promise<void>;
  readonly onError: (error: unknown) => void;
  readonly sizes?: Sizes | undefined;
}

/** All previews at work. The same flow from the same start is one preview of a person, on however many pages. */
export class Previews {
  private readonly parts: PreviewsParts;
  private readonly pool: SessionPool;
  private readonly slots: Slots;
  private readonly live = new Map<string, Preview>();
  private readonly byContent = new Map<string, Preview>();
  private readonly gate: Gate;

  constructor(parts: PreviewsParts) {
    this.parts = parts;
    this.gate = new Gate('previewsOfPerson', 'previews', parts.sizes);
    this.pool = new SessionPool(parts.gateway, parts.names);
    this.slots = new Slots({ jobManager: parts.jobManager });
  }

  /** Gets ready for the first preview, once Flink answers. */
  warm(): Promise<void> {
    return this.pool.warm();
  }

  /**
   * Starts a preview, or gives the one of the same person that shows just that.
   * @throws ContractError for a flow that nobody trusts, beyond a limit, while Flink is away, and when no node can be shown
   */
  async open(call: Call, { text, from, flow }: PreviewWish): Promise<Preview> {
    const { checker, flows, opened, onError } = this.parts;
    if (flow !== undefined) await flows.getTrusted(call, flow);
    const { compiled, ports, diagnostics, planner } = await checker.check(text, { owner });
    if (compiled && !planner)
      throw new ContractError(
        'preview/flink-away',
        'Flink does not answer, so there are no live events now. The preview starts by itself as soon as it does.',
        { retryAfter: 3 },
      );
    const query = compiled && previewQuery(compiled, ports, from);
    if (!query) {
      const fault = diagnostics.find((d) => d.severity === 'error');
      throw new ContractError('preview/nothing-to-show', 'No node is ready to show events yet.', {
        detail: fault?.message,
      });
    }
    // It shows what its person may see, so no other person's page joins it.
    const key = createHash('sha256')
      .update(JSON.stringify([call.actor.id, query, from]))
      .digest('base64');
    const same = this.byContent.get(key);
    if (same) return same;
    // Only now: whoever has as many as may be still joins one that is there.
    const leave = this.gate.enter(call.actor.id);
    void opened(call, flow).catch(onError);
    const windows = hasWindow(compiled) ? from : undefined;
    const plan = { person: call.actor.id, query, topics: topicUses(compiled), facts: flowResources(compiled), windows };
    return this.start(key, plan, leave);
  }

  private start(key: string, what: Omit<PreviewPlan, 'id'>, leave: () => void): Preview {
    const plan = { id: randomUUID(), ...what };
    const preview = new Preview(plan, {
      pool: this.pool,
      slots: this.slots,
      clients: this.parts.clients,
      jobManager: this.parts.jobManager,
      onError: this.parts.onError,
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

  /** A preview of the person who asks. @throws ContractError when it has ended, or is another person's */
  get({ actor }: Pick<Call, 'actor'>, id: string): Preview {
    const preview = this.live.get(id);
    if (preview?.plan.person !== actor.id)
      throw new ContractError('preview/not-found', 'This preview has ended. Start it again.');
    return preview;
  }

  /** The person who asks wants it no more; it ends unless another page shows it. Nothing happens to one that has ended. */
  leave({ actor }: Pick<Call, 'actor'>, id: string): void {
    const preview = this.live.get(id);
    if (preview?.plan.person === actor.id) preview.leave();
  }

  /** Whether a job is one of a preview that is open in this process. */
  isOpen(jobName: string): boolean {
    return [...this.live.values()].some((p) => p.jobName === jobName);
  }

  /** Ends all previews and waits a moment for their jobs; what is left another process cancels. */
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
