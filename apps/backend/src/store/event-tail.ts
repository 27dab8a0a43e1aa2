import { setTimeout as sleep } from 'node:timers/promises';
import { eventsAfter, newestEvent, type StoredEvent } from './event-log.ts';
import type { Store } from './store.ts';

export interface TailParts {
  readonly store: Store;
  /** Is told of what this process could not do; the tail goes on. */
  readonly onError: (error: unknown) => void;
  /** Between two looks for events of other backends, ms. */
  readonly every?: number;
}

const page = 500;

/** Hands on what happens in the store, whichever backend does it: each event once, in their order. */
export class EventTail {
  private readonly parts: TailParts;
  private readonly listeners = new Set<(event: StoredEvent) => void>();
  private readonly ending = new AbortController();
  private last = 0;
  private wake = () => {};
  private isAwake = false;
  private leaveStore = () => {};

  constructor(parts: TailParts) {
    this.parts = parts;
  }

  /** @returns ends it */
  listen(listener: (event: StoredEvent) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Follows from now on. Resolves when it has begun. */
  async start(): Promise<void> {
    this.last = await newestEvent(this.parts.store.db);
    this.leaveStore = this.parts.store.onCommit(() => {
      this.isAwake = true;
      this.wake();
    });
    void this.follow();
  }

  stop(): void {
    this.ending.abort();
    this.leaveStore();
  }

  private async follow(): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted) {
      this.isAwake = false;
      try {
        while (await this.read());
      } catch (error) {
        if (!signal.aborted) this.parts.onError(error);
      }
      if (!this.isAwake && !signal.aborted) await this.pause(signal);
    }
  }

  /** @returns whether there may be more */
  private async read(): Promise<boolean> {
    const events = await eventsAfter(this.parts.store.db, this.last, page);
    for (const event of events) {
      this.last = event.id;
      for (const listener of this.listeners) listener(event);
    }
    return events.length === page;
  }

  /** Until something is committed here; where others share the store, no longer than until the next look. */
  private async pause(signal: AbortSignal): Promise<void> {
    const { store, every = 250 } = this.parts;
    const woken = new AbortController();
    this.wake = () => woken.abort();
    const until = AbortSignal.any([signal, woken.signal]);
    // A store of one backend only needs no looks: a year.
    const wait = store.dialect.isShared ? every : 2 ** 31 - 1;
    await sleep(wait, undefined, { signal: until, ref: false }).catch(() => {});
  }
}
