import { connectAlone } from './alone.ts';
import { type Connect, LiveClient } from './client.ts';
import { connectShared, type OpenWorker } from './connect-shared.ts';
import { LiveHub } from './hub.ts';
import { serverTransport } from './transport.ts';

const attention = {
  isHere: () => document.visibilityState === 'visible',
  onCome(listener: () => void) {
    addEventListener('focus', listener);
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && listener());
  },
};

const alone: Connect = (receive) => connectAlone(new LiveHub(serverTransport), navigator.locks, attention)(receive);

const openWorker: OpenWorker = (failed) => {
  const worker = new SharedWorker(new URL('./shared-worker.ts', import.meta.url), {
    type: 'module',
    name: 'headrace-live',
  });
  worker.onerror = failed;
  return worker.port;
};

const shared: Connect = (receive) =>
  connectShared(openWorker, navigator.locks, `headrace-page-${crypto.randomUUID()}`, alone)(receive);

/** The one connection of this page. */
export const live = new LiveClient((receive) => (typeof SharedWorker === 'undefined' ? alone : shared)(receive));
