import { type Refusal, readRefusal } from './refusal.ts';

export interface Listening {
  /** By the name of the event; gets the parsed data. */
  readonly events: Readonly<Record<string, (data: unknown) => void>>;
  /**
   * The stream broke or was refused, and is being tried again.
   * @param refused what the server said, where it did
   */
  onAway?(refused: Refusal | undefined): void;
}

/** The wait before try `n` (from 0), in ms: doubles to half a minute. */
export const backoff = (n: number): number => Math.min(30_000, 500 * 2 ** n);

/** The longest wait of a stream that somebody may be looking at, in ms. */
const longest = 3000;

/**
 * Listens to a stream of server-sent events and opens it again, with growing waits, when it breaks.
 * Returns what ends it.
 */
export function listen(url: string, listening: Listening): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let tries = 0;
  let ended = false;

  function open() {
    source = new EventSource(url);
    for (const [name, handle] of Object.entries(listening.events))
      source.addEventListener(name, (event) => handle(JSON.parse((event as MessageEvent<string>).data)));
    source.onopen = () => {
      tries = 0;
    };
    source.onerror = async () => {
      const isRefused = source?.readyState === EventSource.CLOSED;
      source?.close();
      const refused = isRefused && !ended ? await refusalOf(url) : undefined;
      if (ended) return;
      listening.onAway?.(refused);
      if (ended) return;
      timer = setTimeout(open, Math.max(Math.min(longest, backoff(tries++)), refused?.retryAfter ?? 0));
    };
  }

  open();
  return () => {
    ended = true;
    clearTimeout(timer);
    source?.close();
  };
}

/** Why a stream is refused: an EventSource does not tell. */
async function refusalOf(url: string): Promise<Refusal | undefined> {
  try {
    const answer = await fetch(url);
    if (!answer.ok) return await readRefusal(answer);
    await answer.body?.cancel();
  } catch {
    // Nobody answers.
  }
  return undefined;
}
