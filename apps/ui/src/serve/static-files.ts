import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

/** A file of the pages, ready to be sent. */
export interface StaticFile {
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
  /** Compressed, where that is worth it. */
  readonly gzip: Uint8Array<ArrayBuffer> | undefined;
  readonly etag: string;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
};

/**
 * Reads a folder, by address (`/assets/index.js`). All of it is held in memory: it is a few megabytes, and nothing but
 * what was there at the start can be asked for. A folder that is missing has no files.
 */
export function readFiles(folder: string): Map<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  for (const entry of list(folder)) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || entry.name.startsWith('.')) continue;
    // A link to a folder is followed; what is outside is no page.
    if (relative(realpathSync(folder), realpathSync(path)).startsWith('..')) continue;
    files.set(`/${relative(folder, path).split(sep).join('/')}`, fileOf(path));
  }
  return files;
}

function list(folder: string) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch {
    return [];
  }
}

function fileOf(path: string): StaticFile {
  const body = new Uint8Array(readFileSync(path));
  const gzip = new Uint8Array(gzipSync(body));
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  return {
    type: types[extname(path)] ?? 'application/octet-stream',
    body,
    gzip: gzip.length < body.length ? gzip : undefined,
    etag: `"${hash}"`,
  };
}
