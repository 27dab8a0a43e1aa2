import { randomUUID } from 'node:crypto';
import type { Leases } from './leases.ts';

export interface MembershipParts {
  readonly leases: Leases;
  readonly onError: (error: unknown) => void;
  /** A clock that never goes back, ms. */
  readonly now?: () => number;
}

const prefix = 'backend ';
const leadership = 'leader';

/** Between two renewals, ms. */
const every = 1_000;
/** How long a backend that no longer renews counts as alive, and as the leader, ms. */
const lives = 10_000;
const leads = 5_000;

/**
 * This backend among those that share the store. Each is known by an id while it lives. One of them leads: it does what must
 * be done once, such as following runs. When it is gone another leads within seconds.
 */
export class Membership {
  /** The id of this backend. */
  readonly id = randomUUID();
  private readonly parts: MembershipParts;
  private readonly now: () => number;
  private leadsUntil = Number.NEGATIVE_INFINITY;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(parts: MembershipParts) {
    this.parts = parts;
    this.now = parts.now ?? (() => performance.now());
  }

  /** Whether this backend leads now. One that could not renew in time no longer does, whatever the store says. */
  get isLeader(): boolean {
    return this.now() < this.leadsUntil;
  }

  /** Joins, and stays until `stop`. */
  async start(): Promise<void> {
    try {
      await this.renew();
    } catch (error) {
      this.parts.onError(error);
    }
    if (!this.stopped) this.timer = setTimeout(() => void this.start(), every).unref();
  }

  /** Ids of the backends that live, this one included. */
  async living(): Promise<ReadonlySet<string>> {
    return new Set([...(await this.parts.leases.holders(prefix)), this.id]);
  }

  /** Leaves, so that the others need not wait until its leases end. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    this.leadsUntil = Number.NEGATIVE_INFINITY;
    await this.parts.leases.release(leadership, this.id);
    await this.parts.leases.release(prefix + this.id, this.id);
  }

  private async renew(): Promise<void> {
    const { leases } = this.parts;
    // Counted from before the question: the lease of the store ends later than what is believed here.
    const asked = this.now();
    await leases.hold(prefix + this.id, this.id, lives);
    const has = await leases.hold(leadership, this.id, leads);
    this.leadsUntil = has && !this.stopped ? asked + leads : Number.NEGATIVE_INFINITY;
  }
}
