import type { LiveHub, PageLink } from './hub.ts';
import { type Locks, whenReleased } from './locks.ts';
import type { FromPage, ToPage } from './messages.ts';

/** The part of a MessagePort that is used here. */
export interface Port {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => unknown) | null;
}

/** Serves a page that has connected to the shared worker, until its lock is free. */
export function servePage(hub: LiveHub, port: Port, locks: Locks, ownLock: string): void {
  const send = (message: ToPage) => port.postMessage(message);
  send({ kind: 'lock', name: ownLock });
  const link: PageLink = hub.attach(send);
  port.onmessage = ({ data }: MessageEvent<FromPage>) => {
    if (data.kind === 'lock') whenReleased(locks, data.name, () => link.gone());
    else link.receive(data);
  };
}
