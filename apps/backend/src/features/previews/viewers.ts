import { type Counts, DiagnosticSchema, type PreviewEvent } from '@headrace/api';
import type { Diagnostic, PreviewPort } from '@headrace/flow';
import { redact } from '@headrace/service';
import { type ReadRow, ResultBuffer } from './result-buffer.ts';

export type Listener = (event: PreviewEvent) => void;
type StateEvent = Extract<PreviewEvent, { kind: 'state' }>;
type NoticeEvent = Extract<PreviewEvent, { kind: 'notice' }>;

/** How long a preview outlives its last viewer, ms: a reload of the page must not start it anew. */
const grace = 10_000;
/** Between two batches of rows, ms. */
const batchEvery = 100;
/** Notices that are kept: more than a page shows at once. */
const mostNotices = 20;

/**
 * The viewers of a preview, and the events that they get, without secrets. A viewer who joins later first gets the current
 * ports, state, newest rows, counts and notices.
 */
export class Viewers {
  private readonly ports: readonly PreviewPort[];
  private readonly onEmpty: () => void;
  private readonly listeners = new Set<Listener>();
  private buffer: ResultBuffer;
  private shown: StateEvent = { kind: 'state', state: 'starting', message: 'Starting the preview…', node: null };
  private counts: Counts = {};
  private notices: readonly NoticeEvent[] = [];
  private lastBatch = 0;
  private batchTimer: NodeJS.Timeout | undefined;
  private emptyTimer: NodeJS.Timeout;

  /** @param onEmpty is called when nobody has looked for a while */
  constructor(ports: readonly PreviewPort[], onEmpty: () => void) {
    this.ports = ports;
    this.onEmpty = onEmpty;
    this.buffer = this.newBuffer();
    this.emptyTimer = setTimeout(onEmpty, grace);
  }

  get count(): number {
    return this.listeners.size;
  }

  get state(): StateEvent['state'] {
    return this.shown.state;
  }

  /** Sends all events from now on to a listener. @returns ends it */
  follow(listener: Listener): () => void {
    clearTimeout(this.emptyTimer);
    this.listeners.add(listener);
    return () => {
      if (!this.listeners.delete(listener) || this.listeners.size > 0) return;
      this.emptyTimer = setTimeout(this.onEmpty, grace);
    };
  }

  /** Sends the current ports, state, rows, counts and notices to a new viewer. */
  show(listener: Listener): void {
    this.flush();
    listener(this.portsEvent());
    listener(this.shown);
    listener(this.buffer.sofar());
    listener({ kind: 'counts', nodes: this.counts });
    for (const notice of this.notices) listener(notice);
  }

  /** Publishes a state, unless it is the current one with the same message. */
  setState(state: StateEvent['state'], message: string, node: string | null = null): void {
    const clean = redact(message);
    if (this.shown.state === state && this.shown.message === clean) return;
    this.shown = { kind: 'state', state, message: clean, node };
    this.publish(this.shown);
  }

  /** Publishes the first rows at once, the others in batches. */
  rows(rows: readonly ReadRow[]): void {
    for (const row of rows) this.buffer.add(row);
    if (this.batchTimer) return;
    const wait = Math.max(0, this.lastBatch + batchEvery - Date.now());
    if (wait === 0) this.flush();
    else this.batchTimer = setTimeout(() => this.flush(), wait);
  }

  counted(nodes: Counts): void {
    this.counts = nodes;
    this.publish({ kind: 'counts', nodes });
  }

  /** The newest notice of a kind at a node takes the place of the one before, as in pages. */
  notice(found: Diagnostic): void {
    const diagnostic = DiagnosticSchema.parse({ ...found, message: redact(found.message) });
    const notice: NoticeEvent = { kind: 'notice', diagnostic };
    const isSame = ({ code, place }: NoticeEvent['diagnostic']) =>
      code === found.code && place.node === found.place.node;
    this.notices = [...this.notices.filter((old) => !isSame(old.diagnostic)), notice].slice(-mostNotices);
    this.publish(notice);
  }

  /** The newest watermark in the rows of a port; null while there is none. */
  watermarkOf(port: string): number | null {
    return this.buffer.watermarkOf(port);
  }

  /** The job was submitted again: rows and counts so far are void, because events are read again or have passed. */
  startAgain(): void {
    this.buffer = this.newBuffer();
    this.counts = {};
    this.notices = [];
    this.publish(this.portsEvent());
  }

  /** Sends the rows that wait, then the last state; no event follows. */
  close(state: 'ended' | 'failed', message: string, node: string | null): void {
    this.flush();
    this.setState(state, message, node);
    clearTimeout(this.emptyTimer);
    this.listeners.clear();
  }

  private flush(): void {
    clearTimeout(this.batchTimer);
    this.batchTimer = undefined;
    if (this.buffer.isEmpty) return;
    this.lastBatch = Date.now();
    this.publish(this.buffer.take());
  }

  private publish(event: PreviewEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  private newBuffer(): ResultBuffer {
    return new ResultBuffer(this.ports.map((port) => port.key));
  }

  private portsEvent(): PreviewEvent {
    const ports = Object.fromEntries(this.ports.map((p) => [p.key, p.columns.map((c) => ({ ...c }))]));
    return { kind: 'ports', ports };
  }
}
