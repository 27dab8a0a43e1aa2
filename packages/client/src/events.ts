import { createParser, type EventSourceMessage } from 'eventsource-parser';

/** The part of a stream of bytes that is used here. */
export interface Bytes {
  getReader(): {
    read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
    cancel(): Promise<unknown>;
  };
}

/**
 * The events of a stream (text/event-stream), one by one, until it ends. Whoever stops reading ends the stream.
 * @param signal of the request; when it ends the stream, the reason is thrown
 */
export async function* readEvents(
  bytes: Bytes,
  signal?: AbortSignal,
): AsyncGenerator<{ readonly event: string; readonly data: string }> {
  const waiting: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (message) => waiting.push(message) });
  const decoder = new TextDecoder();
  const reader = bytes.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      parser.feed(decoder.decode(value, { stream: true }));
      for (const { event = 'message', data } of waiting.splice(0)) yield { event, data };
      signal?.throwIfAborted();
    }
  } finally {
    void reader.cancel().catch(() => {});
  }
}
