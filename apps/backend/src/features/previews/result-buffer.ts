import type { PreviewEvent } from '@headrace/api';
import type { ResultRow, RowKind } from '@headrace/flink';
import type { PreviewPort } from '@headrace/flow';
import { existing } from '@headrace/text';
import * as z from 'zod';

type RowsEvent = Extract<PreviewEvent, { kind: 'rows' }>;
export type PreviewRow = RowsEvent['rows'][number];

const changes: Record<RowKind, PreviewRow['change']> = {
  INSERT: '+I',
  UPDATE_BEFORE: '-U',
  UPDATE_AFTER: '+U',
  DELETE: '-D',
};

export interface ReadRow {
  readonly row: PreviewRow;
  readonly port: PreviewPort;
  /** ms since the epoch; null where the stream has none yet. */
  readonly watermark: number | null;
}

/** What a row of a preview's query holds. Lengths are null for a column that is null, and for a port whose columns are never cut. */
const RowFields = z.tuple([
  z.string().regex(/^\d+$/).transform(Number).describe('index of the port'),
  z.string().nullable().describe('watermark'),
  z.array(z.string().nullable()).describe('columns as texts'),
  z.array(z.number().nullable()).nullable().describe('whole lengths of the columns that may be cut'),
]);

/**
 * Reads a row of a preview's query.
 * @param ports those of the query, in its order
 * @param t arrival, ms since the epoch
 */
export function readRow(row: ResultRow, ports: readonly PreviewPort[], t: number): ReadRow {
  const [index, watermark, fields, lengths] = RowFields.parse(row.fields);
  const port = existing(ports[index]);
  const cut = cutFields(port, lengths);
  return {
    row: { port: port.key, change: changes[row.kind], fields, ...(cut ? { cut } : {}), t },
    port,
    watermark: watermark === null ? null : readUtc(watermark),
  };
}

function cutFields({ cut, limit }: PreviewPort, lengths: readonly (number | null)[] | null): PreviewRow['cut'] {
  const found = cut.flatMap((column, i) => {
    const length = lengths?.[i] ?? 0;
    return length > limit ? [[String(column), length] as const] : [];
  });
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}

/** `2026-04-07 08:15:30.25`, as Flink casts a time to text in a session of zone UTC. */
function readUtc(text: string): number | null {
  const ms = Date.parse(`${text.replace(' ', 'T')}Z`);
  return Number.isNaN(ms) ? null : ms;
}

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
