import type { PortColumns, PreviewEvent } from '@headrace/api';
import { useSyncExternalStore } from 'react';
import { Rate } from './rate.ts';
import { Ring } from './ring.ts';

export interface Row {
  /** Counts the rows of its port; what React knows it by. */
  readonly id: number;
  readonly change: '+I' | '-U' | '+U' | '-D';
  readonly fields: readonly (string | null)[];
  /** The whole lengths of the fields that came cut, by their index. */
  readonly cut: Readonly<Record<string, number>> | undefined;
  readonly t: number;
}

/** What a preview showed at one port. Kept outside React: rows come too fast to be state. */
export class PortRows {
  readonly rows = new Ring<Row>(2000);
  readonly rate = new Rate();
  columns: PortColumns = [];
  count = 0;
  watermark: number | null = null;
  /** Changes with every batch. */
  version = 0;
  /** When the last change was told, and the rate then. */
  toldAt = 0;
  toldRate = 0;
}

type RowsEvent = Extract<PreviewEvent, { kind: 'rows' }>;

const ports = new Map<string, PortRows>();
const listeners = new Map<string, Set<() => void>>();

/** The rows of a port (`node`, or `node.port` for a port other than the default). */
export function portRows(key: string): PortRows {
  let port = ports.get(key);
  if (!port) {
    port = new PortRows();
    ports.set(key, port);
  }
  return port;
}

/** A preview began: counts start anew. */
export function beginPorts(columns: Readonly<Record<string, PortColumns>>): void {
  const keys = new Set([...ports.keys(), ...Object.keys(columns)]);
  ports.clear();
  for (const [key, c] of Object.entries(columns)) portRows(key).columns = c;
  for (const key of keys) changed(key, 0);
}

export function takeRows(event: RowsEvent, now: number): void {
  const touched = new Set<string>();
  for (const row of event.rows) {
    const port = portRows(row.port);
    port.rows.push({ id: port.rows.total, change: row.change, fields: row.fields, cut: row.cut, t: row.t });
    touched.add(row.port);
  }
  for (const [key, count] of Object.entries(event.counts)) {
    const port = portRows(key);
    if (port.count !== count) touched.add(key);
    port.count = count;
    port.rate.add(now, count);
  }
  for (const [key, watermark] of Object.entries(event.watermarks)) {
    const port = portRows(key);
    if (port.watermark !== watermark) touched.add(key);
    port.watermark = watermark;
  }
  for (const key of touched) changed(key, now);
}

/** Rates fall while nothing comes; called about once a second. Ports that just changed, or are at rest, are left alone. */
export function tickPorts(now: number): void {
  for (const [key, port] of ports) {
    const resting = port.toldRate === 0 && port.rate.perSecond(now) === 0;
    if (!resting && now - port.toldAt >= 900) changed(key, now);
  }
}

export function clearPorts(): void {
  beginPorts({});
}

function changed(key: string, now: number): void {
  const port = portRows(key);
  port.version++;
  port.toldAt = now;
  port.toldRate = port.rate.perSecond(now);
  untold.add(key);
  if (untold.size > 1) return;
  atNextFrame(() => {
    const keys = [...untold];
    untold.clear();
    for (const one of keys) for (const listener of listeners.get(one) ?? []) listener();
  });
}

/** Ports whose change waits for the next frame. */
const untold = new Set<string>();

/** How long a page without frames waits, ms: one in the background is drawn by nobody, and thirty of them share a processor. */
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

function subscribe(key: string, listener: () => void): () => void {
  const set = listeners.get(key) ?? new Set();
  listeners.set(key, set);
  set.add(listener);
  return () => set.delete(listener);
}

/** Draws the component again when the port has something new. */
export function usePortVersion(key: string): number {
  return useSyncExternalStore(
    (listener) => subscribe(key, listener),
    () => portRows(key).version,
  );
}
