import type { Diagnostic, PreviewPort } from '@headrace/flow';
import type { PreviewRow } from './result-buffer.ts';

/** Further ahead of the clock than this an event time is a mistake, ms. */
const far = 24 * 60 * 60_000;
/** Characters of the event that are shown. */
const mostShown = 200;

/**
 * Finds events whose time is far ahead of the clock: one of them moves time forward, and all that follow are late.
 * A source is told of once.
 */
export class FarAhead {
  private readonly told = new Set<string>();
  private readonly sources: ReadonlySet<string>;

  /** @param sources names of the nodes that read topics */
  constructor(sources: ReadonlySet<string>) {
    this.sources = sources;
  }

  /**
   * @param now ms since the epoch
   * @returns what to say of the row
   */
  look(row: PreviewRow, port: PreviewPort, now: number): Diagnostic | undefined {
    if (port.eventTime === undefined || this.told.has(port.node) || !this.sources.has(port.node)) return undefined;
    const at = row.fields[port.eventTime];
    // Texts of times in this form compare as the times do.
    if (at === null || at === undefined || at <= written(now + far)) return undefined;
    this.told.add(port.node);
    const event = JSON.stringify(Object.fromEntries(port.columns.map((c, i) => [c.name, row.fields[i]])));
    return {
      code: 'source/far-ahead',
      severity: 'warning',
      message: `An event has the time ${at} (UTC), far ahead of the clock: ${event.slice(0, mostShown)}${event.length > mostShown ? '…' : ''} Unless the source sets 'Most ahead', time moves there with it, and windows drop the events that follow as late.`,
      place: { node: port.node, path: ['config', 'mostAhead'] },
    };
  }
}

/** `2026-04-07 08:15:30.250`, as Flink casts a time to text in a session of zone UTC. */
function written(time: number): string {
  return new Date(time).toISOString().replace('T', ' ').slice(0, -1);
}
