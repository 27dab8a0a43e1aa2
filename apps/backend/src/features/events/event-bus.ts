import type { FlowSummary, Run } from '@headrace/api';

/** What open pages are sent. */
export type Change =
  | { readonly event: 'run'; readonly data: Run }
  | { readonly event: 'flow'; readonly data: FlowSummary };

type Listener = (change: Change) => void;

/** Gives every open page what has changed. */
export class EventBus {
  private readonly listeners = new Set<Listener>();

  /** @returns ends it */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  publish(change: Change): void {
    for (const listener of this.listeners) listener(change);
  }
}
