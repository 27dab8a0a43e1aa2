import type { PreviewEvent } from '@headrace/api';
import type { PreviewRow, ReadRow } from './row.ts';

export type RowsEvent = Extract<PreviewEvent, { kind: 'rows' }>;

/** Rows of one port that go to a browser in one batch; of more, the newest. A person cannot read faster. */
const mostInBatch = 100;
/** Rows of one port that a viewer gets who comes later. */
const mostKept = 200;

/** Gathers rows between two batches. Counts and watermarks are exact whatever is left out. */
export class Batch {
  private fresh = new Map<string, PreviewRow[]>();
  private readonly kept = new Map<string, PreviewRow[]>();
  private readonly counts: Record<string, number> = {};
  private readonly watermarks: Record<string, number | null> = {};

  constructor(ports: readonly string[]) {
    for (const port of ports) {
      this.counts[port] = 0;
      this.watermarks[port] = null;
    }
  }

  add({ row, watermark }: ReadRow): void {
    const { port } = row;
    this.counts[port] = (this.counts[port] ?? 0) + 1;
    if (watermark !== null) this.watermarks[port] = Math.max(watermark, this.watermarks[port] ?? watermark);
    push(this.fresh, row, mostInBatch);
    push(this.kept, row, mostKept);
  }

  get isEmpty(): boolean {
    return this.fresh.size === 0;
  }

  /** What came since the last time. */
  take(): RowsEvent {
    const fresh = this.fresh;
    this.fresh = new Map();
    return this.event(fresh);
  }

  /** For a viewer who comes later: the newest rows, and all counts. */
  sofar(): RowsEvent {
    return this.event(this.kept);
  }

  private event(rows: ReadonlyMap<string, PreviewRow[]>): RowsEvent {
    return {
      kind: 'rows',
      rows: [...rows.values()].flat(),
      counts: { ...this.counts },
      watermarks: { ...this.watermarks },
    };
  }
}

function push(rows: Map<string, PreviewRow[]>, row: PreviewRow, most: number): void {
  const of = rows.get(row.port) ?? [];
  of.push(row);
  if (of.length > most) of.shift();
  rows.set(row.port, of);
}
