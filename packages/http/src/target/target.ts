/** Visible ASCII: all that a request target may consist of (RFC 3986, section 2; RFC 9112, section 3.2). */
const visible = /^[\x21-\x7e]*$/;
const dotSegment = /(?:^|\/)\.{1,2}(?:\/|$)/;
const encodedUnreserved = /%(?:2[de]|3\d|4[1-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9ae])/i;
const encodedControl = /%(?:[01][0-9a-f]|7f)/i;

/**
 * Says what is wrong with the target of a request, as it came on the wire; undefined when nothing is.
 *
 * Only the origin form is served (RFC 9112, section 3.2.1): a path, and a query after `?`. What is refused is what two
 * readers could understand differently, so that the part behind a route always serves the path that the route was chosen
 * by:
 *
 * - `//` at the start: a reference with a host, for whoever resolves it against a base address.
 * - `\`: a slash, for whoever reads it as browsers do (WHATWG URL Standard).
 * - `/%2f` and `/%5c` at the start: `//` and `/\`, for whoever decodes first.
 * - Dot segments: they name another path than they begin with. Browsers and fetch resolve them before they send.
 * - A letter, digit, `-`, `.`, `_` or `~` in its encoded form, so `%2e%2e` and `/%61pi` too: the same path as without the
 *   encoding for some readers only. RFC 3986, section 2.3: they should not be created.
 * - Control characters in the path, also encoded ones: no name that can stand in a path holds one.
 *
 * Encoded slashes and backslashes further on are data: names of topics and connections may hold them. A query decides no
 * route, so only characters that may not stand in any target are refused in it.
 */
export function targetFault(target: string): string | undefined {
  if (!visible.test(target)) return 'it holds a character that must be percent-encoded';
  if (!target.startsWith('/')) return 'it is not a path that begins with a slash';
  if (target.includes('\\')) return 'it holds a backslash; write %5C where one is meant';
  if (target.includes('#')) return 'it holds a fragment, which is the browser’s own';
  const path = pathIn(target);
  if (/^\/(?:\/|%2f|%5c)/i.test(path)) return 'it begins with two slashes';
  if (dotSegment.test(path)) return 'it holds a dot segment';
  if (encodedUnreserved.test(path)) return 'it encodes a character that needs no encoding';
  if (encodedControl.test(path)) return 'it holds a control character';
  return undefined;
}

/** The path of a target that has no fault: what stands before the query. */
export function pathIn(target: string): string {
  const query = target.indexOf('?');
  return query < 0 ? target : target.slice(0, query);
}
