export interface Listening {
  /** By the name of the event; gets the parsed data. */
  readonly events: Readonly<Record<string, (data: unknown) => void>>;
  /** `again` from the second time on. */
  onOpen?(again: boolean): void;
  /** The stream broke and is being tried again; `gone` when the server closed it for good (no such stream). */
  onAway?(gone: boolean): void;
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
    source.onerror = () => {
      const gone = source?.readyState === EventSource.CLOSED && opened;
      source?.close();
      if (ended) return;
      listening.onAway?.(gone);
      if (ended) return;
      timer = setTimeout(open, isHidden() ? backoff(tries++) : Math.min(3000, backoff(tries++)));
    };
  }

  open();
  return () => {
    ended = true;
    clearTimeout(timer);
    source?.close();
  };
}
