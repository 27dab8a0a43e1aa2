import type { FlowSummary, Run, StoredFlow } from '@headrace/api';
import { type Call, ContractError } from '@headrace/service';
import type { Flow } from './flow.ts';
import type { FlowStore } from './flow-store.ts';
import type { Summaries } from './summaries.ts';

/** The runs of flows, as the list of flows shows them. */
export interface RunsOfFlows {
  /** The newest run of each flow. */
  newest(): Promise<ReadonlyMap<string, Run>>;
  newestOf(flow: string): Promise<Run | undefined>;
}

export interface FlowsParts {
  readonly store: FlowStore;
  readonly runs: RunsOfFlows;
  readonly summaries: Summaries;
}

/** What people do with flows. Those that name a flow which is not there throw `flow/not-found`. */
export class Flows {
  private readonly parts: FlowsParts;

  constructor(parts: FlowsParts) {
    this.parts = parts;
  }

  async list(_: Call): Promise<FlowSummary[]> {
    const { store, runs, summaries } = this.parts;
    const [flows, newest] = await Promise.all([store.list(), runs.newest()]);
    return Promise.all(flows.map((flow) => summaries.of(flow, newest.get(flow.id) ?? null)));
  }

  /** A flow outside the bin. */
  async get(_: Call, id: string): Promise<Flow> {
    const flow = await this.parts.store.get(id);
    return !flow || flow.deletedAt !== null ? notFound() : flow;
  }

  /** A version of a flow outside the bin. @throws ContractError when it has none of this number, or keeps it no longer */
  async getVersion(call: Call, id: string, version: number): Promise<Flow> {
    const flow = await this.get(call, id);
    const found = await this.parts.store.versionOf(id, version);
    if (!found)
      throw new ContractError(
        'flow/version-not-found',
        `This flow has no such version: its newest is ${flow.version}, and of very many versions the oldest are not kept.`,
      );
    return { ...flow, ...found, version };
  }

  /** A flow that may be checked by Flink, previewed and run. @throws ContractError when no person trusts it yet */
  async getTrusted(call: Call, id: string): Promise<Flow> {
    const flow = await this.get(call, id);
    if (!flow.trusted)
      throw new ContractError(
        'flow/not-trusted',
        'This flow came from outside, so Flink does not work on it yet. Look at it, then say that you trust it.',
      );
    return flow;
  }

  /** @throws ContractError when there is no room for it; so do the others that make flows or let them grow */
  create(call: Call, text: string, { trusted }: { trusted: boolean }): Promise<Flow> {
    return this.parts.store.create(call, text, trusted);
  }

  async copy(call: Call, id: string): Promise<Flow> {
    const { text, trusted } = await this.get(call, id);
    return this.create(call, text, { trusted });
  }

  async trust(call: Call, id: string): Promise<Flow> {
    return (await this.parts.store.trust(call, id)) ?? notFound();
  }

  /** @throws ContractError with the newest version when another one was saved since `baseVersion` */
  async save(call: Call, id: string, text: string, baseVersion: number): Promise<Flow> {
    const saved = (await this.parts.store.save(call, id, text, baseVersion)) ?? notFound();
    if (!('stale' in saved)) return saved;
    const message = 'Somebody else has saved this flow in between. Compare the two and choose.';
    throw new ContractError('flow/stale-version', message, { members: { current: toStored(saved.stale) } });
  }

  async remove(call: Call, id: string): Promise<void> {
    const outcome = await this.parts.store.remove(call, id);
    if (outcome === 'running')
      throw new ContractError('flow/running', 'This flow is running. Stop it first, then delete it.');
    if (outcome === 'not-found') notFound();
  }

  async restore(call: Call, id: string): Promise<Flow> {
    return (await this.parts.store.restore(call, id)) ?? notFound();
  }

  /** What the list of flows shows of one, also while it is in the bin; undefined when there is none. */
  async summaryOf(id: string): Promise<FlowSummary | undefined> {
    const { store, runs, summaries } = this.parts;
    const [flow, run] = await Promise.all([store.get(id), runs.newestOf(id)]);
    return flow && summaries.of(flow, run ?? null);
  }
}

function notFound(): never {
  throw new ContractError('flow/not-found', 'There is no such flow. It may have been deleted.');
}

/** A flow as the contract shows it. */
export function toStored({ id, version, text, updatedAt, trusted }: Flow): StoredFlow {
  return { id, version, text, updatedAt, trusted };
}
