import type { FlowSummary, StoredFlow } from '@headrace/api';
import { refuse } from '@headrace/http/bind';
import type { FlowTable } from '../../store/tables.ts';
import type { EventBus } from '../events/event-bus.ts';
import { toRun } from '../runs/run-record.ts';
import type { RunStore } from '../runs/run-store.ts';
import { isActive } from '../runs/state.ts';
import type { FlowStore, Stale } from './flow-store.ts';
import type { Summaries } from './summaries.ts';

/** Flows with what the home page says of them; every change is told to the open pages. */
export class Flows {
  private readonly store: FlowStore;
  private readonly runs: RunStore;
  private readonly summaries: Summaries;
  private readonly events: EventBus;

  constructor(store: FlowStore, runs: RunStore, summaries: Summaries, events: EventBus) {
    this.store = store;
    this.runs = runs;
    this.summaries = summaries;
    this.events = events;
  }

  async list(): Promise<FlowSummary[]> {
    const [flows, runs] = await Promise.all([this.store.list(), this.runs.newest()]);
    return Promise.all(
      flows.map((flow) => {
        const run = runs.get(flow.id);
        return this.summaries.of(flow, run ? toRun(run) : null);
      }),
    );
  }

  /** A flow outside the bin; refuses the request when there is none. */
  async get(id: string): Promise<FlowTable> {
    const flow = await this.store.get(id);
    if (!flow || flow.deleted_at !== null) refuse('flow/not-found', 'There is no such flow. It may have been deleted.');
    return flow;
  }

  /** A flow that may be checked by Flink, previewed and run; refuses the request when no person trusts it yet. */
  async getTrusted(id: string): Promise<FlowTable> {
    const flow = await this.get(id);
    if (flow.trusted === 0)
      refuse(
        'flow/not-trusted',
        'This flow came from outside, so Flink does not work on it yet. Look at it, then say that you trust it.',
      );
    return flow;
  }

  /** @throws ProblemError when there is no room for it; so do the others that make flows or let them grow */
  async create(text: string, { trusted }: { trusted: boolean }): Promise<StoredFlow> {
    await this.store.room(text);
    const flow = await this.store.create(text, trusted);
    await this.tell(flow.id);
    return flow;
  }

  async copy(id: string): Promise<StoredFlow> {
    const { text, trusted } = await this.get(id);
    return this.create(text, { trusted: trusted === 1 });
  }

  async trust(id: string): Promise<StoredFlow> {
    const flow = await this.store.trust(id);
    if (!flow) refuse('flow/not-found', 'There is no such flow. It may have been deleted.');
    return flow;
  }

  async save(id: string, text: string, baseVersion: number): Promise<StoredFlow | Stale> {
    await this.store.room(text, id);
    const saved = await this.store.save(id, text, baseVersion);
    if (!saved) refuse('flow/not-found', 'There is no such flow. It may have been deleted.');
    if (!('stale' in saved)) await this.tell(id);
    return saved;
  }

  async remove(id: string): Promise<void> {
    if ((await this.runs.ofFlow(id)).some((run) => isActive(toRun(run).state)))
      refuse('flow/running', 'This flow is running. Stop it first, then delete it.');
    if (!(await this.store.remove(id))) refuse('flow/not-found', 'There is no such flow. It may have been deleted.');
    await this.tell(id);
  }

  async restore(id: string): Promise<StoredFlow> {
    const binned = await this.store.get(id);
    if (binned && binned.deleted_at !== null) await this.store.room(binned.text);
    const flow = await this.store.restore(id);
    if (!flow) refuse('flow/not-found', 'There is no such flow.');
    await this.tell(id);
    return flow;
  }

  private async tell(id: string): Promise<void> {
    const [flow, [run]] = await Promise.all([this.store.get(id), this.runs.ofFlow(id)]);
    if (flow) this.events.publish({ event: 'flow', data: await this.summaries.of(flow, run ? toRun(run) : null) });
  }
}
