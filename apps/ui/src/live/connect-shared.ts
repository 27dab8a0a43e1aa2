import type { Connect } from './client.ts';
import { holdForLife, type Locks, whenReleased } from './locks.ts';
import type { FromPage, ToPage } from './messages.ts';
import type { Port } from './shared.ts';

/** Opens the shared worker, which is started where no page has it yet. */
export type OpenWorker = (failed: () => void) => Port;

/**
 * Connects to the worker that all pages of the browser share, and again when it has ended.
 * @param otherwise what is used where the worker cannot be started
 */
export function connectShared(openWorker: OpenWorker, locks: Locks, page: string, otherwise: Connect): Connect {
  return (receive) => {
    let send: (message: FromPage) => void;
    const holding = holdForLife(locks, page);
    const open = () => {
      const port = openWorker(() => {
        send = otherwise(receive);
      });
      port.onmessage = ({ data }: MessageEvent<ToPage>) => {
        if (data.kind === 'lock') whenReleased(locks, data.name, begin);
        else receive(data);
      };
      send = (message) => port.postMessage(message);
      void holding.then(() => send({ kind: 'lock', name: page }));
    };
    const begin = () => {
      receive({ kind: 'link', open: false, refused: undefined });
      open();
      receive({ kind: 'fresh' });
    };
    open();
    return (message) => send(message);
  };
}
