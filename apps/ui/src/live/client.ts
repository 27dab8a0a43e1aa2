import type { Refusal } from '../api/refusal.ts';
import type { FromPage, ToPage } from './messages.ts';

/** What a page is told by its connection: `fresh` when a hub answers that does not know what the page wants. */
export type ToClient = ToPage | { readonly kind: 'fresh' };

/** Connects a page to a hub. @returns how it speaks to it */
export type Connect = (receive: (message: ToClient) => void) => (message: FromPage) => void;

/** Who wants to know of every change of flows and runs. */
export interface Follower {
  change(event: 'flow' | 'run', data: unknown): void;
  /** The stream is open; `again` when it was open before, and what happened meanwhile is not sent again. */
  open(again: boolean): void;
  /** The stream is away and is being opened again. */
  away(refused: Refusal | undefined): void;
}

/** Who looks at a preview. */
export interface PreviewViewer {
  event(event: unknown): void;
  away(refused: Refusal | undefined): void;
  /** The server does not know the preview (any more). */
  gone(): void;
}

/** What one page gets of the browser's stream. Connects when it is first used, and stays so. */
export class LiveClient {
  private readonly connect: Connect;
  private send: ((message: FromPage) => void) | undefined;
  private readonly followers = new Set<Follower>();
  private readonly views = new Map<number, { readonly preview: string; readonly viewer: PreviewViewer }>();
  private nextView = 1;
  private link: { readonly state: 'opening' | 'open' | 'away'; readonly refused?: Refusal | undefined } = {
    state: 'opening',
  };
  private wasOpen = false;

  constructor(connect: Connect) {
    this.connect = connect;
  }

  /** @returns ends it */
  follow(follower: Follower): () => void {
    this.connected();
    this.followers.add(follower);
    if (this.link.state === 'open') follower.open(false);
    else if (this.link.state === 'away') follower.away(this.link.refused);
    return () => void this.followers.delete(follower);
  }

  /** Looks at a preview. @returns stops it, unless another page or person looks at it too */
  view(preview: string, viewer: PreviewViewer): () => void {
    const send = this.connected();
    const view = this.nextView++;
    this.views.set(view, { preview, viewer });
    send({ kind: 'view', view, preview });
    return () => {
      if (this.views.delete(view)) send({ kind: 'stop', view });
    };
  }

  private connected(): (message: FromPage) => void {
    this.send ??= this.connect((message) => this.receive(message));
    return this.send;
  }

  private receive(message: ToClient): void {
    if (message.kind === 'link') this.linkChanged(message);
    else if (message.kind === 'change') for (const f of this.followers) f.change(message.event, message.data);
    else if (message.kind === 'preview') this.views.get(message.view)?.viewer.event(message.event);
    else if (message.kind === 'gone') this.gone(message.view);
    else if (message.kind === 'fresh')
      for (const [view, { preview }] of this.views) this.send?.({ kind: 'view', view, preview });
  }

  private gone(view: number): void {
    const viewer = this.views.get(view)?.viewer;
    this.views.delete(view);
    viewer?.gone();
  }

  private linkChanged({ open, refused }: { open: boolean; refused: Refusal | undefined }): void {
    if (open) {
      this.link = { state: 'open' };
      for (const follower of this.followers) follower.open(this.wasOpen);
      this.wasOpen = true;
    } else if (this.link.state === 'open' || this.link.refused?.code !== refused?.code) {
      this.link = { state: 'away', refused };
      for (const follower of this.followers) follower.away(refused);
      for (const { viewer } of this.views.values()) viewer.away(refused);
    }
  }
}
