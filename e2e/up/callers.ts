import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as tlsRequest } from 'node:https';
import type { Identity } from '@headrace/tls';

/** The status of an answer, or `refused` where none came. */
export type Outcome = number | 'refused';

export interface Caller {
  readonly scheme: 'http' | 'https';
  readonly identity?: Identity;
  readonly host?: string;
}

/** The outcome of one GET at a port of the loopback address. The server's certificate is not checked: its answer is the test. */
export function outcome(port: number, path: string, { scheme, identity, host }: Caller): Promise<Outcome> {
  return new Promise((resolve) => {
    const options = {
      host: '127.0.0.1',
      port,
      path,
      agent: false,
      timeout: 5000,
      headers: host === undefined ? {} : { host },
    };
    const answered = (answer: IncomingMessage) => resolve(answer.resume().statusCode ?? 'refused');
    const outgoing =
      scheme === 'http'
        ? httpRequest(options, answered)
        : tlsRequest({ ...options, ...identity, rejectUnauthorized: false }, answered);
    outgoing.on('timeout', () => outgoing.destroy());
    outgoing.on('error', () => resolve('refused'));
    outgoing.on('close', () => resolve('refused'));
    outgoing.end();
  });
}
