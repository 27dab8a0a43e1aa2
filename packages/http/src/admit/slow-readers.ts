import type { Server } from 'node:http';
import type { Socket } from 'node:net';

interface Progress {
  /** Bytes that the system has taken so far. */
  sent: number;
  /** Looks since then that found more waiting and nothing taken. */
  stalled: number;
}

/** In one pause so often it is looked whether a reader goes on. */
const looks = 5;

/**
 * Closes connections whose reader takes nothing for `pause` ms while something waits for it: what waits is held in memory.
 * It is looked at in steps, so a reader has up to a fifth longer.
 */
export function cutSlowReaders(server: Server, pause: number): void {
  const open = new Map<Socket, Progress>();
  server.on('connection', (socket: Socket) => {
    open.set(socket, { sent: 0, stalled: 0 });
    socket.once('close', () => open.delete(socket));
  });
  const timer = setInterval(() => {
    for (const [socket, progress] of open) if (isStuck(socket, progress)) socket.destroy();
  }, pause / looks).unref();
  server.once('close', () => clearInterval(timer));
}

function isStuck(socket: Socket, progress: Progress): boolean {
  const sent = socket.bytesWritten - socket.writableLength;
  const waits = socket.writableLength > 0;
  progress.stalled = waits && sent === progress.sent ? progress.stalled + 1 : 0;
  progress.sent = sent;
  return progress.stalled > looks;
}
