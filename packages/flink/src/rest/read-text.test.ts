import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { readText } from './read-text.ts';

test('an answer is read up to its limit, and one that never ends is given up', async () => {
  let endless = 0;
  const server = createServer((request, response) => {
    if (request.url === '/short') return void response.end('Grüße');
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(10_000))) endless++;
      response.once('drain', more);
    };
    more();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(await readText(await fetch(`${base}/short`), 7)).toEqual({ text: 'Grüße', whole: true });
  const { text, whole } = await readText(await fetch(`${base}/endless`), 100_000);
  expect(whole).toBe(false);
  expect(text.length).toBeLessThan(1_000_000);
  expect(endless).toBeGreaterThan(0);
  server.close().closeAllConnections();
});
