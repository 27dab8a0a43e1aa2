import type { Socket } from 'node:net';

/**
 * How a connection fares: `open`; `refused` when it came through and nobody listens; `silent` when no answer came, which
 * is how a dropped connection shows.
 */
export type Answer = 'open' | 'refused' | 'silent';

/** The first line that comes, without its end; what follows stays to be read. */
export function firstLine(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const onReadable = () => {
      for (let byte = socket.read(1) as Buffer | null; byte !== null; byte = socket.read(1) as Buffer | null) {
        if (byte[0] === 10) {
          socket.removeListener('readable', onReadable);
          resolve(text);
          return;
        }
        text += byte.toString('latin1');
      }
    };
    socket.on('readable', onReadable);
    socket.once('close', () => reject(new Error('the connection ended before a line came')));
  });
}
