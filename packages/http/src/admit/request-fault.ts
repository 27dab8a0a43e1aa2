import type { IncomingMessage } from 'node:http';
import type { DeclaredProblem } from '@headrace/api';
import { targetFault } from '../target/target.ts';

export const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** What a request is looked at by, before anything of it is used. */
export type Head = Pick<IncomingMessage, 'method' | 'url' | 'httpVersion' | 'headers' | 'rawHeaders'>;

/**
 * Says why a request is not served, whatever it asks for; undefined when it may be. Node's parser has refused before what
 * is no HTTP: a length beside a transfer coding, two lengths, folded header lines.
 * Source: RFC 9110 and RFC 9112; the sections stand beside the rules.
 */
export function requestFault(request: Head): DeclaredProblem | undefined {
  const target = targetFault(request.url ?? '');
  if (target !== undefined) return badTarget(target);
  if (!methods.has(request.method ?? ''))
    return {
      code: 'http/method',
      status: 405,
      title: `The method is not served here. Use ${[...methods].join(', ')}.`,
    };
  const reason = framingFault(request);
  return reason === undefined
    ? undefined
    : { code: 'http/malformed', status: 400, title: `The request is malformed: ${reason}.` };
}

/** The problem of a target with a fault. */
export function badTarget(reason: string): DeclaredProblem {
  return { code: 'http/bad-target', status: 400, title: `The address of the request is not served: ${reason}.` };
}

/** A name or an address, and a port (RFC 9110, section 7.2); whether it is ours, the guard says. */
const isHost = /^(?:[\w.-]*|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

function framingFault({ method, httpVersion, headers, rawHeaders }: Head): string | undefined {
  // A first line that ends after its target, as in HTTP/0.9, lets the rest of it count as headers.
  if (httpVersion !== '1.1' && httpVersion !== '1.0') return 'its version is not HTTP/1.1';
  // RFC 9112, section 3.2: two hosts are two answers to whom a request is for.
  if (rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host').length > 1)
    return 'it has more than one Host header';
  if (httpVersion === '1.1' && headers.host === undefined) return 'it has no Host header';
  if (!isHost.test(headers.host ?? '')) return 'its Host header is no host';
  // RFC 9112, section 6.1: with another coding nobody can tell where the body ends.
  const coding = headers['transfer-encoding'];
  if (coding !== undefined && coding.toLowerCase() !== 'chunked') return 'its transfer coding is not chunked';
  // RFC 9110, section 9.3.1: such a body has no meaning, and not every reader leaves it out.
  const hasBody = coding !== undefined || (headers['content-length'] ?? '0') !== '0';
  if ((method === 'GET' || method === 'HEAD') && hasBody) return `${method} has a body`;
  return undefined;
}
