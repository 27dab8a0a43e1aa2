import type { PreviewDelivery } from '@headrace/api';
import { backoff } from '../api/event-stream.ts';
import type { Refusal } from '../api/refusal.ts';
import type { FromPage, ToPage } from './messages.ts';
import type { Transport } from './transport.ts';

/** A page that is served; it gets messages until it is gone. */
export type Page = (message: ToPage) => void;

/** How the hub hears of a page. */
export interface PageLink {
  receive(message: Exclude<FromPage, { kind: 'lock' }>): void;
  /** The page has ended, with or without a word. */
  gone(): void;
}

/** One page that looks at one preview. */
interface Viewer {
  readonly id: string;
  readonly page: Page;
  readonly view: number;
  readonly preview: string;
  /** `shown`: it has got what the preview shows on the stream that is open, so what follows is for it too. */
  state: 'waiting' | 'asked' | 'shown';
}

/** How long a preview is held for a page that ended without stopping it: it may be loaded anew. In ms. */
export const grace = 10_000;

/**
 * Holds the one stream of a browser and gives each page what it asked for. It is told what pages want at any time, and
 * brings the server to that one request after the other, so that no two of them overtake each other.
 */
export class LiveHub {
  private readonly transport: Transport;
  private readonly pages = new Set<Page>();
  private readonly viewers = new Map<string, Viewer>();
  private nextViewer = 1;
  private close: (() => void) | undefined;
  /** The id of the stream that is open. */
  private stream: string | undefined;
  private refused: Refusal | undefined;
  /** Previews that the open stream carries. */
  private readonly carried = new Set<string>();
  /** Previews to be stopped, unless somebody looks at them by then. */
  private readonly stopping = new Set<string>();
  private readonly held = new Map<string, ReturnType<typeof setTimeout>>();
  private busy = false;
  private failures = 0;

  constructor(transport: Transport) {
    this.transport = transport;
  }

  attach(page: Page): PageLink {
    this.pages.add(page);
    if (this.close) this.tellLink(page);
    else this.open();
    return {
      receive: (message) => {
        if (!this.pages.has(page)) return;
        if (message.kind === 'view') this.view(page, message.view, message.preview);
        else this.stop(page, message.view);
      },
      gone: () => this.detach(page),
    };
  }

  private detach(page: Page): void {
    if (!this.pages.delete(page)) return;
    const left = [...this.viewers.values()].filter((viewer) => viewer.page === page);
    for (const { id, preview } of left) {
      this.viewers.delete(id);
      this.hold(preview);
    }
    if (this.pages.size === 0) this.end();
  }

  private open(): void {
    this.close = this.transport.open({
      opened: (stream) => this.opened(stream),
      change: (event, data) => this.tellAll({ kind: 'change', event, data }),
      preview: (delivery) => this.deliver(delivery),
      away: (refused) => this.away(refused),
    });
  }

  /** Nobody is left: the server holds the previews for a moment by itself. */
  private end(): void {
    this.close?.();
    this.close = undefined;
    this.forgetStream();
    for (const timer of this.held.values()) clearTimeout(timer);
    this.held.clear();
    this.stopping.clear();
  }

  private opened(stream: string): void {
    this.forgetStream();
    this.stream = stream;
    this.refused = undefined;
    for (const page of this.pages) this.tellLink(page);
    void this.work();
  }

  private away(refused: Refusal | undefined): void {
    this.forgetStream();
    this.refused = refused;
    for (const page of this.pages) this.tellLink(page);
  }

  private forgetStream(): void {
    this.stream = undefined;
    this.failures = 0;
    this.carried.clear();
    for (const viewer of this.viewers.values()) viewer.state = 'waiting';
  }

  private view(page: Page, view: number, preview: string): void {
    const id = String(this.nextViewer++);
    this.viewers.set(id, { id, page, view, preview, state: 'waiting' });
    clearTimeout(this.held.get(preview));
    this.held.delete(preview);
    this.stopping.delete(preview);
    void this.work();
  }

  private stop(page: Page, view: number): void {
    const viewer = [...this.viewers.values()].find((v) => v.page === page && v.view === view);
    if (!viewer) return;
    this.viewers.delete(viewer.id);
    if (this.viewersOf(viewer.preview).length > 0) return;
    this.stopping.add(viewer.preview);
    void this.work();
  }

  private hold(preview: string): void {
    if (this.viewersOf(preview).length > 0 || this.held.has(preview)) return;
    const stop = () => {
      this.held.delete(preview);
      this.stopping.add(preview);
      void this.work();
    };
    this.held.set(preview, setTimeout(stop, grace));
  }

  private deliver({ preview, viewers, event }: PreviewDelivery): void {
    for (const viewer of this.viewersOf(preview)) {
      if (viewers?.includes(viewer.id)) viewer.state = 'shown';
      else if (viewers !== undefined || viewer.state !== 'shown') continue;
      viewer.page({ kind: 'preview', view: viewer.view, event });
    }
    // Who has asked meanwhile and got nothing yet is answered that it is gone.
    if (event.kind === 'state' && (event.state === 'ended' || event.state === 'failed'))
      this.forget(preview, (viewer) => viewer.state === 'shown');
  }

  private forget(preview: string, isOver: (viewer: Viewer) => boolean): void {
    for (const viewer of this.viewersOf(preview)) if (isOver(viewer)) this.viewers.delete(viewer.id);
    this.carried.delete(preview);
    this.stopping.delete(preview);
  }

  /** Sends what the server must still be told, one request at a time. */
  private async work(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      for (let task = this.nextTask(); task; task = this.nextTask()) await task();
    } finally {
      this.busy = false;
    }
  }

  private nextTask(): (() => Promise<void>) | undefined {
    const { stream } = this;
    if (stream === undefined) return undefined;
    const [stopping] = this.stopping;
    if (stopping !== undefined) return () => this.sendStop(stream, stopping);
    const waiting = [...this.viewers.values()].find((viewer) => viewer.state === 'waiting');
    return waiting && (() => this.sendWatch(stream, waiting.preview));
  }

  private async sendWatch(stream: string, preview: string): Promise<void> {
    const viewers = this.viewersOf(preview).filter((viewer) => viewer.state === 'waiting');
    for (const viewer of viewers) viewer.state = 'asked';
    const ids = viewers.map((viewer) => viewer.id);
    const refused = await this.transport.watch(stream, preview, ids).catch(() => noAnswer);
    if (stream !== this.stream) return;
    if (refused === undefined) {
      this.failures = 0;
      this.carried.add(preview);
    } else if (refused.code === 'preview/not-found') {
      for (const { page, view } of this.viewersOf(preview)) page({ kind: 'gone', view });
      this.forget(preview, () => true);
    } else if (refused.status === 404) this.openAgain();
    else {
      await new Promise((resolve) =>
        setTimeout(resolve, Math.max(Math.min(3000, backoff(this.failures++)), refused.retryAfter ?? 0)),
      );
      for (const viewer of viewers) if (viewer.state === 'asked') viewer.state = 'waiting';
    }
  }

  /** Joins a preview first that the stream does not carry: only who looks at a preview can be the last who did. */
  private async sendStop(stream: string, preview: string): Promise<void> {
    if (!this.carried.has(preview)) await this.transport.watch(stream, preview, []).catch(() => noAnswer);
    if (stream !== this.stream || !this.stopping.delete(preview)) return;
    this.carried.delete(preview);
    // A server that does not answer ends it by itself, when the stream breaks.
    await this.transport.leave(stream, preview).catch(() => {});
  }

  /** The server does not know the stream: it was started again, and what breaks the connection is still on its way. */
  private openAgain(): void {
    this.close?.();
    this.away(undefined);
    this.open();
  }

  private viewersOf(preview: string): Viewer[] {
    return [...this.viewers.values()].filter((viewer) => viewer.preview === preview);
  }

  private tellLink(page: Page): void {
    page({ kind: 'link', open: this.stream !== undefined, refused: this.refused });
  }

  private tellAll(message: ToPage): void {
    for (const page of this.pages) page(message);
  }
}

const noAnswer: Refusal = { status: 0, code: 'network/unreachable', message: '', retryAfter: undefined };
