import '../lib/no-eval.ts';
import { LiveHub } from './hub.ts';
import { holdForLife } from './locks.ts';
import { servePage } from './shared.ts';
import { serverTransport } from './transport.ts';

/** One for all pages of the browser: it holds their only stream of events. */
const hub = new LiveHub(serverTransport);
const ownLock = `headrace-hub-${crypto.randomUUID()}`;
const held = holdForLife(navigator.locks, ownLock);

addEventListener('connect', (event) => {
  const port = event instanceof MessageEvent ? event.ports[0] : undefined;
  if (port) void held.then(() => servePage(hub, port, navigator.locks, ownLock));
});
