import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';

/** One message of an event stream. */
export interface Message {
  readonly event: string;
  readonly data: unknown;
}

export interface Feed {
  /** Begins to listen. @returns ends it */
  listen(push: (message: Message) => void): () => void;
  /** Whether the stream is over after this message. */
  isLast?(message: Message): boolean;
  /** Whether a message may be left out for a reader who is too slow. */
  mayDrop?(message: Message): boolean;
}

/** Proxies and browsers give up a connection on which nothing comes. */
const heartbeat = 15_000;
/** Messages that wait for a slow reader. */
const mostWaiting = 50;

/** Answers with an event stream (SSE) that lasts until the reader goes or the feed is over. */
export function eventStream(c: Context, feed: Feed): Response {
  return streamSSE(c, async (stream) => {
    const waiting: Message[] = [];
    let wake = () => {};
    const stop = feed.listen((message) => {
      if (waiting.length >= mostWaiting) {
        const droppable = waiting.findIndex((m) => feed.mayDrop?.(m));
        if (droppable >= 0) waiting.splice(droppable, 1);
      }
      waiting.push(message);
      wake();
    });
    stream.onAbort(() => {
      stop();
      wake();
    });
    try {
      while (!stream.aborted) {
        const message = waiting.shift();
        if (message) {
          await stream.writeSSE({ event: message.event, data: JSON.stringify(message.data) });
          if (feed.isLast?.(message)) return;
        } else if (!(await woken(heartbeat, (w) => (wake = w)))) await stream.write(': still here\n\n');
      }
    } finally {
      stop();
    }
  });
}

/** @returns false when the time passed without being woken */
function woken(ms: number, give: (wake: () => void) => void): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms);
    give(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
