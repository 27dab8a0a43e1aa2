import { type PreviewDelivery, events as routes } from '@headrace/api';
import { ApiProblem, client } from '@headrace/client';
import { listen } from '../api/event-stream.ts';
import { type Refusal, refusalOf } from '../api/refusal.ts';

export interface StreamHandlers {
  /** The stream is open, under this id; also each time that it was opened again. */
  opened(stream: string): void;
  change(event: 'flow' | 'run', data: unknown): void;
  preview(delivery: PreviewDelivery): void;
  away(refused: Refusal | undefined): void;
}

/** How the hub reaches the server. */
export interface Transport {
  /** Opens the stream, and again whenever it breaks. @returns ends it */
  open(handlers: StreamHandlers): () => void;
  /** Asks that the stream carries a preview, and gives these viewers what it shows already. @returns why not */
  watch(stream: string, preview: string, viewers: readonly string[]): Promise<Refusal | undefined>;
  /** The browser wants the preview no more. Rejects when nobody answers. */
  leave(stream: string, preview: string): Promise<void>;
}

/** Only these routes, so that the shared worker need not load the others. */
const { events } = client({ events: routes }, { fetch: (address, init) => fetch(address, init) });

/** The backend's event stream of a browser. */
export const serverTransport: Transport = {
  open: ({ opened, change, preview, away }) =>
    listen({
      open: (signal) => events.follow({}, { signal }),
      onEvent(message) {
        if (message.event === 'stream') opened(message.data.id);
        else if (message.event === 'preview') preview(message.data);
        else change(message.event, message.data);
      },
      onAway: away,
    }),
  async watch(stream, id, viewers) {
    try {
      await events.watch({ params: { stream, id }, body: { viewers } });
      return undefined;
    } catch (error) {
      if (error instanceof ApiProblem) return refusalOf(error);
      throw error;
    }
  },
  leave: (stream, id) => events.leave({ params: { stream, id } }),
};
