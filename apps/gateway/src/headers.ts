import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { targetFault } from '@headrace/http';

/**
 * What a part gets of a request's headers. Everything else stays here: what concerns one connection only (RFC 9110,
 * section 7.6.1), and above all what a part could take for the word of this gateway, such as `X-Forwarded-…`, `Forwarded`,
 * `X-Real-IP` and names of users.
 */
const toParts = [
  'accept',
  'accept-encoding',
  'accept-language',
  'cache-control',
  'content-encoding',
  'content-language',
  'content-length',
  'content-type',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'last-event-id',
  'origin',
  'range',
  'sec-fetch-dest',
  'sec-fetch-mode',
  'sec-fetch-site',
  'sec-fetch-user',
] as const;

const ofBody: ReadonlySet<string> = new Set(['content-encoding', 'content-language', 'content-length', 'content-type']);

/**
 * What a browser gets of an answer's headers. No part sets cookies; security headers are set by the gateway itself, the
 * same for all parts.
 */
const toBrowsers = [
  'accept-ranges',
  'age',
  'allow',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-length',
  'content-range',
  'content-type',
  'etag',
  'expires',
  'last-modified',
  'retry-after',
  'vary',
] as const;

/** @param hasBody whether a body is sent with it: a length without one lets the part wait for it */
export function requestHeaders(from: Headers, hasBody: boolean): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {};
  for (const name of toParts) {
    const value = hasBody || !ofBody.has(name) ? from.get(name) : null;
    if (value !== null) headers[name] = value;
  }
  return headers;
}

export function answerHeaders(from: IncomingHttpHeaders): Headers {
  const headers = new Headers();
  for (const name of toBrowsers) {
    const value = from[name];
    if (value !== undefined) headers.set(name, value);
  }
  // A part may send people on within this address only.
  const { location } = from;
  if (location !== undefined && targetFault(location) === undefined) headers.set('location', location);
  return headers;
}
