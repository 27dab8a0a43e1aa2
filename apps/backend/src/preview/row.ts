import type { PreviewEvent } from '@headrace/api';
import type { ResultRow, RowKind } from '@headrace/flink';

export type PreviewRow = Extract<PreviewEvent, { kind: 'rows' }>['rows'][number];

const changes: Record<RowKind, PreviewRow['change']> = {
  INSERT: '+I',
  UPDATE_BEFORE: '-U',
  UPDATE_AFTER: '+U',
  DELETE: '-D',
};

/** Characters of a value that are shown: of an event, as large as brokers usually take it, all. */
const longest = 1024 * 1024;

export interface ReadRow {
  readonly row: PreviewRow;
  /** ms since the epoch; null where the stream has none yet. */
  readonly watermark: number | null;
}

/**
 * A row of a preview's query: index of the port, watermark, columns as texts.
 * @param ports keys of the ports, in the order of the query
 * @param t arrival, ms since the epoch
 */
export function readRow(row: ResultRow, ports: readonly string[], t: number): ReadRow {
  const [port, watermark, fields] = row.fields as [string, string | null, (string | null)[]];
  return {
    row: { port: ports[Number(port)] ?? '', change: changes[row.kind], fields: fields.map(cut), t },
    watermark: watermark === null ? null : readUtc(watermark),
  };
}

function cut(field: string | null): string | null {
  return field !== null && field.length > longest ? `${field.slice(0, longest)}…` : field;
}

/** `2026-04-07 08:15:30.25`, as Flink casts a time to text in a session of zone UTC. */
function readUtc(text: string): number | null {
  const ms = Date.parse(`${text.replace(' ', 'T')}Z`);
  return Number.isNaN(ms) ? null : ms;
}
