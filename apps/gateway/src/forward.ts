import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';

/** Headers that concern one connection only. Source: RFC 9110, section 7.6.1. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * Passes a request on and gives the answer as it comes, piece by piece: an event stream is neither gathered nor ended by
 * a time limit, and when the browser goes away the request behind it is ended too. Rejects when the part is unreachable.
 */
export async function forward(request: Request, address: URL): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const answer = await send(request, new URL(pathname + search, address), address.host);
  const body =
    request.method === 'HEAD' || hasNoBody(answer) ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>);
  if (body === null) answer.resume();
  return new Response(body, { status: answer.statusCode ?? 502, headers: answerHeaders(answer) });
}

function send(request: Request, target: URL, host: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(target, {
      method: request.method,
      headers: requestHeaders(request, host),
      agent: false,
    });
    request.signal.addEventListener('abort', () => outgoing.destroy(), { once: true });
    outgoing.once('error', reject);
    outgoing.once('response', resolve);
    if (request.body === null) outgoing.end();
    else
      Readable.fromWeb(request.body as ReadableStream)
        .once('error', reject)
        .pipe(outgoing);
  });
}

function requestHeaders(request: Request, host: string): OutgoingHttpHeaders {
  const kept = [...request.headers].filter(([name]) => !hopByHop.has(name) && name !== 'host');
  return { ...Object.fromEntries(kept), host };
}

function answerHeaders(answer: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(answer.headersDistinct))
    if (!hopByHop.has(name)) for (const value of values ?? []) headers.append(name, value);
  return headers;
}

const hasNoBody = ({ statusCode }: IncomingMessage) => statusCode === 204 || statusCode === 304;
