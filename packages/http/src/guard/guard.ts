import { gatewayRoutes } from '@headrace/topology';
import type { MiddlewareHandler } from 'hono';
import { problem } from '../problem/problem.ts';

export interface GuardOptions {
  /** The port that this app listens on. */
  readonly port: number;
  /** The address that people open; a page from there may change things. */
  readonly origin: string;
}

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what a foreign web page could send to a server on this machine:
 *
 * - A `Host` that is not a loopback name with this port: a page whose name was made to point here (DNS rebinding).
 * - A change (any method but GET, HEAD, OPTIONS) from a page of another site. Browsers tell by `Sec-Fetch-Site`, older
 *   ones by `Origin`, and send at least one of the two with every such request; a request without both is no browser's.
 * - Anything at all from a page of another site to a path that programs call (`/api`, `/kafka`): reading starts work, and
 *   opens streams. Links from other sites lead to pages, which stay open to them.
 *
 * Source: https://words.filippo.io/csrf/ (the rules of Go's CrossOriginProtection).
 */
export function guard({ port, origin }: GuardOptions): MiddlewareHandler {
  const hosts = new Set(loopbackNames.map((name) => `${name}:${port}`));
  const peoplePort = new URL(origin).port;
  const origins = new Set(loopbackNames.flatMap((name) => [`http://${name}:${port}`, `http://${name}:${peoplePort}`]));
  return async (c, next) => {
    if (!hosts.has((c.req.header('host') ?? '').toLowerCase()))
      return problem(c, {
        code: 'http/foreign-host',
        status: 421,
        title: `This server is known as localhost:${port} only: open it under that address.`,
      });
    const isOpen = safeMethods.has(c.req.method) && !isForPrograms(c.req.path);
    if (!isOpen && !isOwn(c.req.header('sec-fetch-site'), c.req.header('origin'), origins))
      return problem(c, {
        code: 'http/foreign-origin',
        status: 403,
        title:
          'A page of another site has sent this request, which is not allowed. Open Headrace under its own address.',
      });
    return next();
  };
}

/** Prefixes of the paths behind which there are no pages. */
const forPrograms = gatewayRoutes().flatMap(({ prefix }) => (prefix === '/' ? [] : [prefix]));

function isForPrograms(path: string): boolean {
  return forPrograms.some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
}

function isOwn(site: string | undefined, origin: string | undefined, origins: ReadonlySet<string>): boolean {
  if (origin !== undefined && origins.has(origin)) return true;
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  return origin === undefined;
}
