import { ApiProblem, send } from './http.ts';

export interface Listening {
  /** By the name of the event; gets the parsed data. */
  readonly events: Readonly<Record<string, (data: unknown) => void>>;
  /** `again` from the second time on. */
  onOpen?(again: boolean): void;
  /**
   * The stream broke or was refused, and is being tried again.
   * @param refused what the server said, where it did: 404 when there is no such stream (any more)
   */
  onAway?(refused: ApiProblem | undefined): void;
}

/** The wait before try `n` (from 0), in ms: doubles to half a minute. */
export const backoff = (n: number): number => Math.min(30_000, 500 * 2 ** n);

/** A wait that grows is only bearable in the background: whoever looks again is answered at once. */
const isHidden = () => document.visibilityState === 'hidden';

/**
 * Listens to a stream of server-sent events and opens it again, with growing waits, when it breaks.
 * Returns what ends it.
 */
export function listen(url: string, listening: Listening): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let tries = 0;
  let opened = false;
  let ended = false;

  function open() {
    source = new EventSource(url);
    for (const [name, handle] of Object.entries(listening.events))
      source.addEventListener(name, (event) => handle(JSON.parse((event as MessageEvent<string>).data)));
    source.onopen = () => {
      tries = 0;
      listening.onOpen?.(opened);
      opened = true;
    };
    source.onerror = async () => {
      const isRefused = source?.readyState === EventSource.CLOSED;
      source?.close();
      const refused = isRefused && !ended ? await refusalOf(url) : undefined;
      if (ended) return;
      listening.onAway?.(refused);
      if (ended) return;
      const wait = isHidden() ? backoff(tries++) : Math.min(3000, backoff(tries++));
      timer = setTimeout(open, Math.max(wait, refused?.retryAfter ?? 0));
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
async function refusalOf(url: string): Promise<ApiProblem | undefined> {
  try {
    await (await send('GET', url)).body?.cancel();
    return undefined;
  } catch (error) {
    return error instanceof ApiProblem && error.problem.status > 0 ? error : undefined;
  }
}
