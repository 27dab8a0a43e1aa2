import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clientFetch, clientRequest, type KeyFolders, readIdentity, writeIdentity } from './index.ts';
import { createAuthority, issueKeys } from './issue.ts';

let dir: string;
let keys: KeyFolders;
let server: Server;
let address: string;
let handshakes = 0;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'headrace-tls-'));
  keys = await issueKeys(join(dir, 'keys'), 'Test');
  server = createServer({ ...readIdentity(keys.server), requestCert: true }, (_, answer) => answer.end('done'));
  handshakes = 0;
  server.on('secureConnection', () => handshakes++);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  address = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(dir, { recursive: true });
});

const call = async (folder: string | undefined) => (await clientFetch(folder)(address)).text();

describe('a server that asks for certificates', () => {
  test('answers who holds the client key of its authority', async () => {
    expect(await call(keys.client)).toBe('done');
  });

  test('refuses who holds no key', async () => {
    await expect(call(undefined)).rejects.toThrow('fetch failed');
  });

  test('refuses the key of another authority of the same name', async () => {
    const other = await issueKeys(join(dir, 'other'), 'Test');
    const mixed = join(dir, 'mixed');
    // It accepts this server, so that only the server can refuse.
    writeIdentity(mixed, { ...readIdentity(other.client), ca: readIdentity(keys.client).ca });
    await expect(call(mixed)).rejects.toThrow('fetch failed');
  });

  test('refuses the key of a server as that of a client', async () => {
    await expect(call(keys.server)).rejects.toThrow('fetch failed');
  });
});

test('a client refuses a server of another authority', async () => {
  const other = await issueKeys(join(dir, 'other'), 'Test');
  await expect(call(other.client)).rejects.toThrow('fetch failed');
  expect(handshakes).toBe(0);
});

test('a client refuses a certificate that has ended', async () => {
  const past = await createAuthority('Past', Date.UTC(2001, 0, 1));
  server.setSecureContext(await past.issue('Past server', ['server']));
  const client = join(dir, 'past');
  writeIdentity(client, await past.issue('Past client', ['client']));
  await expect(call(client)).rejects.toThrow('fetch failed');
});

test('a request of node:https presents the same key', async () => {
  const url = new URL(address);
  const request = clientRequest(keys.client);
  const status = await new Promise((resolve, reject) => {
    const outgoing = request({ hostname: url.hostname, port: url.port, path: '/' });
    outgoing.on('error', reject).on('response', (answer) => resolve(answer.resume().statusCode));
    outgoing.end();
  });
  expect(status).toBe(200);
});

test('calls one after the other share a connection', async () => {
  const fetch = clientFetch(keys.client);
  for (let i = 0; i < 10; i++) await (await fetch(address)).text();
  expect(handshakes).toBeLessThanOrEqual(2);
});

test('only the owner may enter a folder of keys and read what is in it, whatever the umask', async () => {
  const before = process.umask(0);
  try {
    const { client } = await issueKeys(join(dir, 'again'), 'Test');
    expect(statSync(client).mode & 0o777).toBe(0o700);
    for (const name of ['ca.crt', 'tls.crt', 'tls.key'])
      expect(statSync(join(client, name)).mode & 0o777, name).toBe(0o600);
  } finally {
    process.umask(before);
  }
});
