import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SqlGateway } from '@headrace/flink';
import { expect, test } from 'vitest';
import { waitForFlink } from './wait-for-flink.ts';

test('a Flink that comes later is waited for', async () => {
  let asked = 0;
  const server = createServer((_, answer) => {
    asked++;
    answer
      .writeHead(asked < 3 ? 503 : 200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ productName: 'Apache Flink', version: '2.3.0' }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const gateway = new SqlGateway({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  expect(await waitForFlink(gateway, new AbortController().signal)).toBe(true);
  expect(asked).toBe(3);
  server.close();
});

test('nobody waits any more who is told to stop', async () => {
  const stop = new AbortController();
  const waiting = waitForFlink(new SqlGateway({ url: 'http://127.0.0.1:1' }), stop.signal);
  stop.abort();
  expect(await waiting).toBe(false);
});
