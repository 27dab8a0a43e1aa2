import type { PortColumns, PreviewEvent } from '@headrace/api';

export interface Row {
  /** Counts the rows of its port; what React knows it by. */
  readonly id: number;
  readonly change: '+I' | '-U' | '+U' | '-D';
  readonly fields: readonly (string | null)[];
  /** The whole lengths of the fields that came cut, by their index. */
  readonly cut: Readonly<Record<string, number>> | undefined;
  readonly t: number;
}

/** The rows of a preview at one port. Kept outside React, because rows arrive too fast to be state. */
export class PortRows {
  readonly rows = new Ring<Row>(2000);
  readonly rate = new Rate();
  columns: PortColumns = [];
  count = 0;
  watermark: number | null = null;
  /** Changes with every batch. */
  version = 0;
  /** When listeners were last notified, and the rate that they saw. */
  notifiedAt = 0;
  notifiedRate = 0;
}

type RowsEvent = Extract<PreviewEvent, { kind: 'rows' }>;

/** The rows of a preview at all ports, by the key of the port. */
export class PortTable {
  private readonly ports = new Map<string, PortRows>();
  private readonly listeners = new Map<string, Set<() => void>>();
  /** Ports whose listeners are notified with the next frame. */
  private readonly pending = new Set<string>();

  /** The rows of a port (`node`, or `node.port` for a port other than the default). */
  at(key: string): PortRows {
    let port = this.ports.get(key);
    if (!port) {
      port = new PortRows();
      this.ports.set(key, port);
    }
    return port;
  }

  /** A preview began: counts start anew. */
  begin(columns: Readonly<Record<string, PortColumns>>): void {
    const keys = new Set([...this.ports.keys(), ...Object.keys(columns)]);
    this.ports.clear();
    for (const [key, c] of Object.entries(columns)) this.at(key).columns = c;
    for (const key of keys) this.changed(key, 0);
  }

  take(event: RowsEvent, now: number): void {
    const touched = new Set<string>();
    for (const row of event.rows) {
      const { rows } = this.at(row.port);
      rows.push({ id: rows.total, change: row.change, fields: row.fields, cut: row.cut, t: row.t });
      touched.add(row.port);
    }
    for (const [key, count] of Object.entries(event.counts)) {
      const port = this.at(key);
      if (port.count !== count) touched.add(key);
      port.count = count;
      port.rate.add(now, count);
    }
    for (const [key, watermark] of Object.entries(event.watermarks)) {
      const port = this.at(key);
      if (port.watermark !== watermark) touched.add(key);
      port.watermark = watermark;
    }
    for (const key of touched) this.changed(key, now);
  }

  /** Rates fall while nothing comes; called about once a second. Ports that just changed, or are at rest, are left alone. */
  tick(now: number): void {
    for (const [key, port] of this.ports) {
      const resting = port.notifiedRate === 0 && port.rate.perSecond(now) === 0;
      if (!resting && now - port.notifiedAt >= 900) this.changed(key, now);
    }
  }

  /** Calls back when the port has something new, at most once a frame. @returns ends it */
  subscribe(key: string, listener: () => void): () => void {
    const set = this.listeners.get(key) ?? new Set();
    this.listeners.set(key, set);
    set.add(listener);
    return () => set.delete(listener);
  }

  private changed(key: string, now: number): void {
    const port = this.at(key);
    port.version++;
    port.notifiedAt = now;
    port.notifiedRate = port.rate.perSecond(now);
    this.pending.add(key);
    if (this.pending.size > 1) return;
    atNextFrame(() => {
      const keys = [...this.pending];
      this.pending.clear();
      for (const one of keys) for (const listener of this.listeners.get(one) ?? []) listener();
    });
  }
}

/** The newest items of an endless stream, in constant memory. */
export class Ring<T> {
  readonly capacity: number;
  private readonly items: T[] = [];
  private next = 0;
  /** How many were ever put in. */
  total = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get length(): number {
    return this.items.length;
  }

  push(item: T): void {
    this.items[this.next] = item;
    this.next = (this.next + 1) % this.capacity;
    this.total++;
  }

  /** Newest first. */
  newest(): T[] {
    return [...this.items.slice(this.next), ...this.items.slice(0, this.next)].reverse();
  }

  clear(): void {
    this.items.length = 0;
    this.next = 0;
    this.total = 0;
  }
}

/** Over which a rate is measured, ms. */
const window = 5000;

/** Events a second, from running totals over the last five seconds. */
export class Rate {
  private samples: { t: number; total: number }[] = [];

  add(t: number, total: number): void {
    this.samples.push({ t, total });
    while (this.samples.length > 2 && t - (this.samples[0]?.t ?? t) > window) this.samples.shift();
  }

  /** @param now a stream that has stopped slows down to 0 */
  perSecond(now: number): number {
    const first = this.samples[0];
    const last = this.samples.at(-1);
    if (!first || !last || now - last.t > window) return 0;
    const span = now - first.t;
    return span > 0 ? ((last.total - first.total) * 1000) / span : 0;
  }
}

/** How long to wait for a frame, ms: a page in the background gets none. */
const longest = 1000;

/** Calls back once: with the next frame, or after a second in a page that gets none. */
function atNextFrame(run: () => void): void {
  // Where nothing is drawn at all there is nothing to wait for.
  if (typeof requestAnimationFrame !== 'function') {
    run();
    return;
  }
  const once = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    run();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, longest);
}
