import { ApiProblem } from '@headrace/client';
import { type Refusal, refusalOf } from './refusal.ts';

export interface Listening<Event> {
  /** Opens the stream. */
  open(signal: AbortSignal): AsyncIterable<Event>;
  onEvent(event: Event): void;
  /**
   * The stream broke or was refused, and is being tried again.
   * @param refused what the server said, where it did
   */
  onAway(refused: Refusal | undefined): void;
}

/** The wait before try `n` (from 0), in ms: doubles to half a minute. */
export const backoff = (n: number): number => Math.min(30_000, 500 * 2 ** n);

/** The longest wait of a stream that somebody may be looking at, in ms. */
const longest = 3000;

/**
 * Listens to a stream of server-sent events and opens it again, with growing waits, when it breaks.
 * Returns what ends it.
 */
export function listen<Event>({ open, onEvent, onAway }: Listening<Event>): () => void {
  const ending = new AbortController();
  const { signal } = ending;

  async function follow(): Promise<void> {
    for (let tries = 0; !signal.aborted; tries++) {
      let refused: Refusal | undefined;
      try {
        for await (const event of open(signal)) {
          // Whoever listens may have ended it with the event before.
          if (signal.aborted) return;
          tries = 0;
          onEvent(event);
        }
      } catch (error) {
        // Nobody answers, or the connection broke: neither says more than that.
        refused = error instanceof ApiProblem && error.problem.status > 0 ? refusalOf(error) : undefined;
      }
      if (signal.aborted) return;
      onAway(refused);
      await pause(Math.max(Math.min(longest, backoff(tries)), refused?.retryAfter ?? 0), signal);
    }
  }

  void follow();
  return () => ending.abort();
}

/** Waits so many ms, or until the signal comes. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
