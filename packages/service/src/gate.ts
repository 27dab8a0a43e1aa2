import { type Limit, type LimitName, limitCode, limits } from '@headrace/topology';
import { ContractError } from './contract-error.ts';

/** A limit with another size, for tests that cannot make thousands of something. */
export type Sizes = Partial<Record<LimitName, number>>;

/** The size of a limit: the table's, or the one that a test has set. */
export const sizeOf = (name: LimitName, sizes: Sizes = {}): number => sizes[name] ?? limits[name].most;

/** The error of whoever is over a limit; its code is that of the limit in the table. */
export function overLimit(name: LimitName): ContractError {
  const { message, retryAfter }: Limit = limits[name];
  return new ContractError(limitCode(name), message, { retryAfter });
}

/** Counts what is at work at once, of each person and in all. */
export class Gate {
  private readonly ofPerson: LimitName;
  private readonly inAll: LimitName;
  private readonly sizes: Sizes;
  private readonly counts = new Map<string, number>();
  private total = 0;

  constructor(ofPerson: LimitName, inAll: LimitName, sizes: Sizes = {}) {
    this.ofPerson = ofPerson;
    this.inAll = inAll;
    this.sizes = sizes;
  }

  /**
   * Lets one more in.
   * @returns leaves again; a second call does nothing
   * @throws ContractError when the person, or everybody together, has as many as may be
   */
  enter(person: string): () => void {
    const own = this.counts.get(person) ?? 0;
    if (own >= sizeOf(this.ofPerson, this.sizes)) throw overLimit(this.ofPerson);
    if (this.total >= sizeOf(this.inAll, this.sizes)) throw overLimit(this.inAll);
    this.counts.set(person, own + 1);
    this.total++;
    let inside = true;
    return () => {
      if (!inside) return;
      inside = false;
      this.leave(person);
    };
  }

  /** Does something inside. */
  async during<T>(person: string, work: () => Promise<T>): Promise<T> {
    const leave = this.enter(person);
    try {
      return await work();
    } finally {
      leave();
    }
  }

  private leave(person: string): void {
    this.total--;
    const rest = (this.counts.get(person) ?? 0) - 1;
    if (rest > 0) this.counts.set(person, rest);
    else this.counts.delete(person);
  }
}
