import { type Sizes, sizeOf } from '@headrace/service';
import { limits } from '@headrace/topology';
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';

/** One message of an event stream. */
export interface Message {
  readonly event: string;
  readonly data: unknown;
}

/** What one reader of a stream is sent. */
export interface Feed<M extends Message = Message> {
  /** Begins to listen. @returns ends it */
  listen(push: (message: M) => void): () => void;
  /** Whether the stream is over after this message. */
  isLast?(message: M): boolean;
  /** Whether a message may be left out for a reader who is too slow. */
  mayDrop?(message: M): boolean;
}

/** Proxies and browsers give up a connection on which nothing comes. */
const heartbeat = 15_000;

/**
 * For a reader who was too slow: when to come back, without an event, so that no reader has to know it.
 * Source: https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
const comeBack = `: ${limits.streamBytes.message}\nretry: ${limits.streamBytes.retryAfter * 1000}\n\n`;

/**
 * Answers with an event stream (SSE) that lasts until the reader goes or the feed is over. A reader who is too slow is told
 * to come back.
 * @param leave is called when it has ended
 */
export function answerStream<M extends Message>(c: Context, feed: Feed<M>, leave: () => void, sizes?: Sizes): Response {
  return streamSSE(c, async (stream) => {
    const waiting = new Waiting(feed, sizeOf('streamBytes', sizes));
    stream.onAbort(() => waiting.end());
    try {
      while (!stream.aborted) {
        const next = waiting.take();
        if (next) {
          await stream.write(next.text);
          if (next.isLast) return;
        } else if (waiting.overflowed) return void (await stream.write(comeBack));
        else if (!(await waiting.wake(heartbeat))) await stream.write(': still here\n\n');
      }
    } finally {
      waiting.end();
      leave();
    }
  });
}

interface Written {
  readonly text: string;
  readonly mayDrop: boolean;
  readonly isLast: boolean;
}

/** What one reader has not taken yet. */
class Waiting<M extends Message> {
  private readonly most: number;
  private readonly stop: () => void;
  private list: Written[] = [];
  private bytes = 0;
  private onWake = () => {};
  /** More came than may wait: what came last is lost, and the reader must begin anew. */
  overflowed = false;

  constructor(feed: Feed<M>, most: number) {
    this.most = most;
    this.stop = feed.listen((message) => {
      const text = `event: ${message.event}\ndata: ${JSON.stringify(message.data)}\n\n`;
      this.push({ text, mayDrop: feed.mayDrop?.(message) ?? false, isLast: feed.isLast?.(message) ?? false });
    });
  }

  take(): Written | undefined {
    const next = this.list.shift();
    this.bytes -= next?.text.length ?? 0;
    return next;
  }

  /** @returns false when the time passed and nothing came */
  wake(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), ms);
      this.onWake = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
  }

  end(): void {
    this.stop();
    this.onWake();
  }

  private push(written: Written): void {
    if (this.overflowed) return;
    // Counted is what waits already: a single message of any size must reach a reader who takes what comes.
    while (this.bytes > this.most && this.drop());
    if (this.bytes > this.most) {
      this.overflowed = true;
      this.list = [];
      this.bytes = 0;
      this.stop();
    } else {
      this.list.push(written);
      this.bytes += written.text.length;
    }
    this.onWake();
  }

  private drop(): boolean {
    const index = this.list.findIndex((w) => w.mayDrop);
    if (index < 0) return false;
    const [dropped] = this.list.splice(index, 1);
    this.bytes -= dropped?.text.length ?? 0;
    return true;
  }
}
