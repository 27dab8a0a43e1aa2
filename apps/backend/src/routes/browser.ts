import { randomUUID } from 'node:crypto';
import { type PreviewDelivery, type PreviewEvent, type StreamOpened, ViewersRequest } from '@headrace/api';
import type { PersonOf } from '@headrace/http';
import { Hono } from 'hono';
import type { Hub } from '../events/hub.ts';
import type { Preview } from '../preview/preview.ts';
import type { Previews } from '../preview/previews.ts';
import { refuse } from '../refuse.ts';
import { body } from './body.ts';
import type { EventStreams, Message } from './events.ts';
import { findPreview, isEnd } from './previews.ts';

/**
 * One stream for everything that a browser shows, however many pages it has open: browsers keep six connections to a
 * server over HTTP/1.1 (docs/decisions/0012-one-stream-for-a-browser.md).
 */
export function browserRoutes(
  hub: Hub,
  previews: Pick<Previews, 'get'>,
  streams: EventStreams,
  personOf: PersonOf,
): Hono {
  const open = new Map<string, BrowserStream>();
  const app = new Hono();
  app.get('/events', (c) => {
    const person = personOf(c);
    return streams.answer(c, {
      listen: (push) => {
        const stream = new BrowserStream(person, push);
        open.set(stream.id, stream);
        const leaveHub = hub.listen(push);
        return () => {
          open.delete(stream.id);
          leaveHub();
          stream.end();
        };
      },
      mayDrop: ({ event, data }) => event === 'preview' && (data as PreviewDelivery).event.kind === 'rows',
    });
  });
  app.put('/events/:stream/previews/:id', async (c) => {
    const { viewers } = await body(c, ViewersRequest);
    find(c.req.param('stream'), personOf(c)).watch(findPreview(previews, c.req.param('id')), viewers);
    return c.body(null, 204);
  });
  app.delete('/events/:stream/previews/:id', (c) => {
    open.get(c.req.param('stream'))?.leave(c.req.param('id'), personOf(c));
    return c.body(null, 204);
  });

  function find(id: string, person: string): BrowserStream {
    const stream = open.get(id);
    if (stream?.person === person) return stream;
    return refuse(404, 'events/not-found', 'This stream of events has ended. Open it again.');
  }
  return app;
}

/** What one browser is sent. */
class BrowserStream {
  readonly id = randomUUID();
  readonly person: string;
  private readonly push: (message: Message) => void;
  /** The previews that it carries, by their ids, and what ends that. */
  private readonly watched = new Map<string, { readonly preview: Preview; readonly leave: () => void }>();

  constructor(person: string, push: (message: Message) => void) {
    this.person = person;
    this.push = push;
    this.push({ event: 'stream', data: { id: this.id } satisfies StreamOpened });
  }

  /** Carries the preview from now on, and gives these viewers first what it shows already. */
  watch(preview: Preview, viewers: readonly string[]): void {
    const { id } = preview.plan;
    preview.show((event) => this.deliver({ preview: id, viewers: [...viewers], event }));
    if (this.watched.has(id)) return;
    const leave = preview.follow((event) => {
      this.deliver({ preview: id, event });
      if (isEnd(event)) this.watched.delete(id);
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
    this.push({ event: 'preview', data: delivery satisfies PreviewDelivery });
  }
}
