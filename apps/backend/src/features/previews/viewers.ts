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
 * Who looks at a preview, and what they are told, without secrets. A viewer who comes later first gets what is true then: the
 * ports, the state, the newest rows, the counts and the notices.
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

  /** Gives everything that comes from now on. @returns leaves again */
  follow(listener: Listener): () => void {
    clearTimeout(this.emptyTimer);
    this.listeners.add(listener);
    return () => {
      if (!this.listeners.delete(listener) || this.listeners.size > 0) return;
      this.emptyTimer = setTimeout(this.onEmpty, grace);
    };
  }

  /** Gives what a new viewer must know. */
  show(listener: Listener): void {
    this.flush();
    listener(this.portsEvent());
    listener(this.shown);
    listener(this.buffer.sofar());
    listener({ kind: 'counts', nodes: this.counts });
    for (const notice of this.notices) listener(notice);
  }

  announce(state: StateEvent['state'], message: string, node: string | null = null): void {
    const clean = redact(message);
    if (this.shown.state === state && this.shown.message === clean) return;
    this.shown = { kind: 'state', state, message: clean, node };
    this.publish(this.shown);
  }

  /** The first rows go at once, the others in batches. */
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

  /** The newest watermark that rows of a port have shown; null for none yet. */
  watermarkOf(port: string): number | null {
    return this.buffer.watermarkOf(port);
  }

  /** The job begins from the start again: what was counted so far will be read again or has passed. */
  startAgain(): void {
    this.buffer = this.newBuffer();
    this.counts = {};
    this.notices = [];
    this.publish(this.portsEvent());
  }

  /** Nothing more comes. What was gathered is sent before the last state. */
  close(state: 'ended' | 'failed', message: string, node: string | null): void {
    this.flush();
    this.announce(state, message, node);
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
