import type { FlowSummary, Run } from '@headrace/api';
import type { StoredEvent } from '../../store/event-log.ts';
import type { EventBus } from './event-bus.ts';

export interface BroadcastParts {
  readonly bus: EventBus;
  readonly flow: (id: string) => Promise<FlowSummary | undefined>;
  readonly run: (id: string) => Promise<Run | undefined>;
  readonly onError: (error: unknown) => void;
}

/**
 * Publishes what has changed in the store, whichever backend changed it. A flow or run that changes again while it is read is
 * read once more, and sent once for both.
 */
export class Broadcast {
  private readonly parts: BroadcastParts;
  /** What is to be read, in order. */
  private readonly waiting = new Map<string, () => Promise<void>>();
  private working = false;

  constructor(parts: BroadcastParts) {
    this.parts = parts;
  }

  take({ action, flow, run }: StoredEvent): void {
    if (action === 'preview.open' || action === 'run.trace') return;
    if (run !== null) this.add(`run ${run}`, () => this.sendRun(run));
    else if (flow !== null) this.add(`flow ${flow}`, () => this.sendFlow(flow));
  }

  private add(key: string, send: () => Promise<void>): void {
    if (!this.waiting.has(key)) this.waiting.set(key, send);
    void this.work();
  }

  private async work(): Promise<void> {
    if (this.working) return;
    this.working = true;
    for (const [key, send] of this.waiting) {
      this.waiting.delete(key);
      await send().catch(this.parts.onError);
    }
    this.working = false;
  }

  private async sendRun(id: string): Promise<void> {
    const data = await this.parts.run(id);
    if (data) this.parts.bus.publish({ event: 'run', data });
  }

  private async sendFlow(id: string): Promise<void> {
    const data = await this.parts.flow(id);
    if (data) this.parts.bus.publish({ event: 'flow', data });
  }
}
