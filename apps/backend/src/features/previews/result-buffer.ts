import type { PreviewEvent } from '@headrace/api';
import type { PreviewRow, ReadRow } from './row.ts';

export type RowsEvent = Extract<PreviewEvent, { kind: 'rows' }>;

/** Rows of one port that go to a browser in one batch; of more, the newest. A person cannot read faster. */
const mostInBatch = 100;
/** Rows of one port that a viewer gets who comes later. */
const mostKept = 200;

/** Characters of rows, over all ports, that go in one batch, and that are kept for a later viewer; one row always. */
const mostCharacters = 512 * 1024;

/** Gathers rows between two batches. Counts and watermarks are exact whatever is left out. */
export class ResultBuffer {
  private fresh = new Map<string, NewestRows>();
  private readonly kept = new Map<string, NewestRows>();
  private readonly charactersOfPort: number;
  private readonly counts: Record<string, number> = {};
  private readonly watermarks: Record<string, number | null> = {};

  constructor(ports: readonly string[]) {
    this.charactersOfPort = mostCharacters / Math.max(1, ports.length);
    for (const port of ports) {
      this.counts[port] = 0;
      this.watermarks[port] = null;
    }
  }

  add({ row, watermark }: ReadRow): void {
    const { port } = row;
    this.counts[port] = (this.counts[port] ?? 0) + 1;
    if (watermark !== null) this.watermarks[port] = Math.max(watermark, this.watermarks[port] ?? watermark);
    this.push(this.fresh, row, mostInBatch);
    this.push(this.kept, row, mostKept);
  }

  /** The newest watermark that rows of a port have shown. */
  watermarkOf(port: string): number | null {
    return this.watermarks[port] ?? null;
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

  private push(ports: Map<string, NewestRows>, row: PreviewRow, most: number): void {
    const rows = ports.get(row.port) ?? new NewestRows(most, this.charactersOfPort);
    rows.add(row);
    ports.set(row.port, rows);
  }

  private event(ports: ReadonlyMap<string, NewestRows>): RowsEvent {
    return {
      kind: 'rows',
      rows: [...ports.values()].flatMap((rows) => rows.list),
      counts: { ...this.counts },
      watermarks: { ...this.watermarks },
    };
  }
}

/** The newest rows of a port, bounded in number and in characters; always one. */
class NewestRows {
  readonly list: PreviewRow[] = [];
  private readonly most: number;
  private readonly mostCharacters: number;
  private characters = 0;

  constructor(most: number, characters: number) {
    this.most = most;
    this.mostCharacters = characters;
  }

  add(row: PreviewRow): void {
    this.list.push(row);
    this.characters += sizeOf(row);
    while (this.list.length > 1 && (this.list.length > this.most || this.characters > this.mostCharacters)) {
      const dropped = this.list.shift();
      if (dropped) this.characters -= sizeOf(dropped);
    }
  }
}

function sizeOf({ fields }: PreviewRow): number {
  return fields.reduce((sum, field) => sum + (field?.length ?? 0), 0);
}
