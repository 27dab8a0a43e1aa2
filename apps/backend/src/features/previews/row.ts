import type { PreviewEvent } from '@headrace/api';
import type { ResultRow, RowKind } from '@headrace/flink';
import type { PreviewPort } from '@headrace/flow';

export type PreviewRow = Extract<PreviewEvent, { kind: 'rows' }>['rows'][number];

const changes: Record<RowKind, PreviewRow['change']> = {
  INSERT: '+I',
  UPDATE_BEFORE: '-U',
  UPDATE_AFTER: '+U',
  DELETE: '-D',
};

export interface ReadRow {
  readonly row: PreviewRow;
  /** ms since the epoch; null where the stream has none yet. */
  readonly watermark: number | null;
}

/**
 * A row of a preview's query: index of the port, watermark, columns as texts, whole lengths of those that may be cut.
 * @param ports those of the query, in its order
 * @param t arrival, ms since the epoch
 */
export function readRow(row: ResultRow, ports: readonly PreviewPort[], t: number): ReadRow {
  const [index, watermark, fields, lengths] = row.fields as [string, string | null, (string | null)[], Lengths];
  const port = ports[Number(index)] as PreviewPort;
  const cut = cutFields(port, lengths);
  return {
    row: { port: port.key, change: changes[row.kind], fields, ...(cut ? { cut } : {}), t },
    watermark: watermark === null ? null : readUtc(watermark),
  };
}

/** Null for a column that is null, and for a port whose columns are never cut. */
type Lengths = (number | null)[] | null;

function cutFields({ cut, limit }: PreviewPort, lengths: Lengths): PreviewRow['cut'] {
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
