import { elsewhere } from '../api/refusal.ts';
import type { Connect } from './client.ts';
import type { LiveHub, PageLink } from './hub.ts';
import type { Locks } from './locks.ts';

const streamLock = 'headrace-stream';

/** When a page is looked at: now, and each time that somebody comes to it. */
export interface Attention {
  readonly isHere: () => boolean;
  onCome(listener: () => void): void;
}

/**
 * For a browser without shared workers: each page has a hub of its own, and only the one that was looked at last has a
 * stream. It takes the lock from the page before, which gives its stream up.
 */
export function connectAlone(hub: LiveHub, locks: Locks, attention: Attention): Connect {
  return (receive) => {
    let link: PageLink | undefined;
    const giveUp = () => {
      link?.gone();
      link = undefined;
      receive({ kind: 'link', open: false, refused: elsewhere });
    };
    const held = () => {
      link = hub.attach(receive);
      receive({ kind: 'fresh' });
      return new Promise<void>(() => {});
    };
    const take = () => {
      // It rejects when another page takes the lock.
      if (!link) locks.request(streamLock, { steal: true }, held).catch(giveUp);
    };
    attention.onCome(take);
    if (attention.isHere()) take();
    else giveUp();
    return (message) => {
      if (message.kind !== 'lock') link?.receive(message);
    };
  };
}
