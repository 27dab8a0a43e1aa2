import { pruneEvents } from './event-log.ts';
import type { Leases } from './leases.ts';
import type { Store } from './store.ts';

export interface HousekeepingParts {
  readonly store: Store;
  readonly leases: Leases;
  /** Of several backends on one store, one does it. */
  readonly isLeader: () => boolean;
  /** The clock, ms since the epoch. */
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
}

const every = 60_000;

/** Removes from the store what nobody reads any more. */
export class Housekeeping {
  private readonly parts: HousekeepingParts;
  private timer: NodeJS.Timeout | undefined;

  constructor(parts: HousekeepingParts) {
    this.parts = parts;
  }

  /** Every minute from now on. */
  start(): void {
    this.timer = setInterval(() => void this.clean().catch(this.parts.onError), every).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  async clean(): Promise<void> {
    const { store, leases, isLeader, now } = this.parts;
    if (!isLeader()) return;
    await pruneEvents(store.db, now());
    await leases.prune();
  }
}
