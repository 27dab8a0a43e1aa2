import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { urlToHttpOptions } from 'node:url';
import type { ClientRequestOf } from '@headrace/tls';
import { answerHeaders, requestHeaders } from './headers.ts';

/**
 * Passes a request on and gives the answer as it comes, piece by piece: an event stream is neither gathered nor ended by
 * a time limit, and when the browser goes away the request behind it is ended too. Rejects when the part is unreachable.
 * @param target as it came on the wire, without a fault; sent as it is
 * @param address the part's: nothing but its host and port is used
 */
export async function forward(
  request: Request,
  target: string,
  address: URL,
  call: ClientRequestOf,
): Promise<Response> {
  const answer = await send(request, target, address, call);
  const body =
    request.method === 'HEAD' || hasNoBody(answer) ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>);
  if (body === null) answer.resume();
  return new Response(body, { status: answer.statusCode ?? 502, headers: answerHeaders(answer.headers) });
}

/** The only place from which the gateway connects to anything. */
function send(request: Request, target: string, address: URL, call: ClientRequestOf): Promise<IncomingMessage> {
  const { hostname, port } = urlToHttpOptions(address);
  return new Promise((resolve, reject) => {
    const outgoing = call({
      hostname,
      port,
      path: target,
      method: request.method,
      headers: { ...requestHeaders(request.headers, request.body !== null), host: address.host },
    });
    request.signal.addEventListener('abort', () => outgoing.destroy(), { once: true });
    outgoing.on('error', reject);
    outgoing.once('response', resolve);
    if (request.body === null) outgoing.end();
    else
      Readable.fromWeb(request.body as ReadableStream)
        .on('error', (error) => outgoing.destroy(error))
        .pipe(outgoing);
  });
}

const hasNoBody = ({ statusCode }: IncomingMessage) => statusCode === 204 || statusCode === 304;
