import type { Context, Hono } from 'hono';
import type { StaticFile } from './static-files.ts';

/** Files under here carry a hash of their content in their name, so a browser never needs to ask again. */
const immutable = '/assets/';

/** Adds the routes of the pages: files by their address, and the app itself for every other address of it. */
export function addPages(app: Hono, files: ReadonlyMap<string, StaticFile>): void {
  app.get('*', (c) => {
    const file = files.get(c.req.path);
    if (file) return send(c, file, c.req.path.startsWith(immutable));
    const page = files.get('/index.html');
    if (!page) return c.text('The user interface is not built yet. Run `npm start`, which builds it.', 503);
    // An address with an ending names a file, and that file is not there.
    if (c.req.path.startsWith(immutable) || /\.\w+$/.test(c.req.path)) return c.notFound();
    return send(c, page, false);
  });
}

function send(c: Context, file: StaticFile, forever: boolean): Response {
  c.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
  c.header('etag', file.etag);
  c.header('vary', 'accept-encoding');
  if (c.req.header('if-none-match') === file.etag) return c.body(null, 304);
  c.header('content-type', file.type);
  const zipped = file.gzip !== undefined && /\bgzip\b/.test(c.req.header('accept-encoding') ?? '');
  if (zipped) c.header('content-encoding', 'gzip');
  return c.body(zipped ? (file.gzip ?? file.body) : file.body);
}
