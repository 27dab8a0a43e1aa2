import { randomUUID } from 'node:crypto';
import { isLastPreviewEvent, type PreviewEvent, type events as routes, type SentEvent } from '@headrace/api';
import type { HandlersOf } from '@headrace/http/bind';
import { type Call, ContractError } from '@headrace/service';
import type { EventBus } from './event-bus.ts';

/** A preview as a stream shows it. */
export interface ShownPreview {
  /** Gives what a new viewer must know. */
  show(listener: (event: PreviewEvent) => void): void;
  /** Gives everything that comes from now on. @returns leaves again */
  follow(listener: (event: PreviewEvent) => void): () => void;
  /** One viewer wants no more; the others may. */
  leave(): void;
}

/** The previews of the person who asks. Throws when there is none of this id. */
export interface ShownPreviews {
  get(call: Call, id: string): ShownPreview;
}

type Message = SentEvent<(typeof routes)['follow']['answer']['events']>;

/**
 * One stream for everything that a browser shows, however many pages it has open: browsers keep six connections to a
 * server over HTTP/1.1 (docs/decisions/0012-one-stream-for-a-browser.md).
 */
export function eventHandlers(bus: EventBus, previews: ShownPreviews): HandlersOf<typeof routes> {
  const open = new Map<string, BrowserStream>();
  return {
    follow: (_, { actor }) => ({
      listen: (push) => {
        const stream = new BrowserStream(actor.id, push);
        open.set(stream.id, stream);
        const leaveBus = bus.listen(push);
        return () => {
          open.delete(stream.id);
          leaveBus();
          stream.end();
        };
      },
      mayDrop: (message) => message.event === 'preview' && message.data.event.kind === 'rows',
    }),
    async watch({ params, body: { viewers } }, call) {
      const stream = open.get(params.stream);
      if (stream?.person !== call.actor.id)
        throw new ContractError('events/not-found', 'This stream of events has ended. Open it again.');
      stream.watch(params.id, previews.get(call, params.id), viewers);
    },
    async leave({ params: { stream, id } }, { actor }) {
      open.get(stream)?.leave(id, actor.id);
    },
  };
}

/** What one browser is sent. */
class BrowserStream {
  readonly id = randomUUID();
  readonly person: string;
  private readonly push: (message: Message) => void;
  /** The previews that it carries, by their ids, and what ends that. */
  private readonly watched = new Map<string, { readonly preview: ShownPreview; readonly leave: () => void }>();

  constructor(person: string, push: (message: Message) => void) {
    this.person = person;
    this.push = push;
    this.push({ event: 'stream', data: { id: this.id } });
  }

  /** Carries the preview from now on, and gives these viewers first what it shows already. */
  watch(id: string, preview: ShownPreview, viewers: readonly string[]): void {
    preview.show((event) => this.deliver({ preview: id, viewers: [...viewers], event }));
    if (this.watched.has(id)) return;
    const leave = preview.follow((event) => {
      this.deliver({ preview: id, event });
      if (isLastPreviewEvent(event)) this.watched.delete(id);
    });
    this.watched.set(id, { preview, leave });
  }

  /** The browser wants this preview no more: it ends unless somebody else looks at it. */
  leave(id: string, person: string): void {
    const watched = person === this.person ? this.watched.get(id) : undefined;
    if (!watched) return;
    this.watched.delete(id);
    watched.preview.leave();
    watched.leave();
  }

  /** The browser is gone, or will come back: previews wait a moment for it. */
  end(): void {
    for (const { leave } of this.watched.values()) leave();
    this.watched.clear();
  }

  private deliver(delivery: { preview: string; viewers?: string[]; event: PreviewEvent }): void {
    this.push({ event: 'preview', data: delivery });
  }
}
