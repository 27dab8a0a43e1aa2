import { existing } from '@headrace/text';

/** Something that happens at a time. */
interface Entry {
  readonly at: number;
  /** Order of entering, so that things at the same time happen in a fixed order. */
  readonly order: number;
  readonly action: () => void;
}

const before = (a: Entry, b: Entry) => a.at < b.at || (a.at === b.at && a.order < b.order);

/** What is to happen, taken out by time: a binary heap. */
export class Schedule {
  private readonly heap: Entry[] = [];
  private entered = 0;

  add(at: number, action: () => void): void {
    const entry = { at, order: this.entered++, action };
    let i = this.heap.push(entry) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!before(entry, this.at(parent))) break;
      this.heap[i] = this.at(parent);
      i = parent;
    }
    this.heap[i] = entry;
  }

  /** Takes out what comes first, if it comes at or before a time. */
  take(until: number): { at: number; action: () => void } | undefined {
    const first = this.heap[0];
    if (first === undefined || first.at > until) return undefined;
    const last = this.heap.pop();
    if (last && this.heap.length > 0) this.sink(last);
    return first;
  }

  private sink(entry: Entry): void {
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= this.heap.length) break;
      if (child + 1 < this.heap.length && before(this.at(child + 1), this.at(child))) child++;
      if (before(entry, this.at(child))) break;
      this.heap[i] = this.at(child);
      i = child;
    }
    this.heap[i] = entry;
  }

  private at(i: number): Entry {
    return existing(this.heap[i]);
  }
}
