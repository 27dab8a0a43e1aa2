import type { PreviewDelivery } from '@headrace/api';
import { listen } from '../api/event-stream.ts';
import { type Refusal, readRefusal } from '../api/refusal.ts';

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

const address = (stream: string, preview: string) =>
  `/api/events/${encodeURIComponent(stream)}/previews/${encodeURIComponent(preview)}`;

/** The backend's routes under `/api/events`. */
export const serverTransport: Transport = {
  open: ({ opened, change, preview, away }) =>
    listen('/api/events', {
      events: {
        stream: (data) => opened((data as { id: string }).id),
        flow: (data) => change('flow', data),
        run: (data) => change('run', data),
        preview: (data) => preview(data as PreviewDelivery),
      },
      onAway: away,
    }),
  async watch(stream, preview, viewers) {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(address(stream, preview), { method: 'PUT', headers, body: JSON.stringify({ viewers }) });
    return answer.ok ? undefined : readRefusal(answer);
  },
  async leave(stream, preview) {
    await fetch(address(stream, preview), { method: 'DELETE' });
  },
};
