import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { gatewayRoutes } from '@headrace/topology';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Setup, sendRaw, startGateway, statusOf } from './testing/parts.ts';

let setup: Setup;
/** Listeners that a request must never reach, on several loopback addresses. */
const canaries: Server[] = [];
const canaryHosts: string[] = [];
let canariesCalled = 0;
/** Where sockets of this process were connected to. */
const connected: string[] = [];
const noteSocket = (message: unknown) => {
  const { socket } = message as { socket: Socket };
  socket.once('connect', () => connected.push(`${socket.remoteAddress}:${socket.remotePort}`));
};

beforeAll(async () => {
  setup = await startGateway();
  for (const host of ['127.0.0.1', '127.0.0.2', '::1']) {
    const server = createServer((socket) => {
      canariesCalled++;
      socket.destroy();
    });
    await once(server.listen(0, host), 'listening');
    canaries.push(server);
    const { port } = server.address() as { port: number };
    canaryHosts.push(host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`);
  }
  subscribe('net.client.socket', noteSocket);
});

afterAll(async () => {
  unsubscribe('net.client.socket', noteSocket);
  for (const server of canaries) server.close();
  await setup.close();
});

/** Sends a request and says where it came out. */
async function ask(target: string, host = `localhost:${setup.gateway.port}`) {
  setup.asked.length = 0;
  connected.length = 0;
  const answer = await sendRaw(
    setup.gateway.port,
    `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
  );
  const own = `127.0.0.1:${setup.gateway.port}`;
  return { status: statusOf(answer), answer, asked: [...setup.asked], to: connected.filter((c) => c !== own) };
}

/** The address of the part whose prefix a path has, by the topology. */
function addressOf(path: string): string {
  const route = gatewayRoutes().find(
    ({ prefix }) => prefix === '/' || path === prefix || path.startsWith(`${prefix}/`),
  );
  return `127.0.0.1:${setup.ports[route?.component as keyof Setup['ports']]}`;
}

const piece = () =>
  fc.oneof(
    fc.constantFrom(
      '/',
      '//',
      '\\',
      '/\\',
      '@',
      '#',
      '?',
      ':',
      ';',
      '.',
      '..',
      '/./',
      '/../',
      '%2e',
      '%2E%2e',
      '%2f',
      '%5C',
    ),
    fc.constantFrom(
      '%00',
      '%0d%0a',
      '%09',
      '%61',
      '%',
      '%zz',
      '\r\n',
      '\n',
      '\t',
      '\0',
      ' ',
      '\u00ff',
      '*',
      '"',
      '<',
      '|',
      '{',
    ),
    fc.constantFrom(
      'api',
      'kafka',
      'flows',
      'http:',
      'https://',
      'file://',
      'localhost',
      '0x7f.1',
      '2130706433',
      '[::1]',
    ),
    fc.constantFrom(
      ...canaryHosts,
      ...canaryHosts.map((host) => `user@${host}`),
      ...canaryHosts.map(encodeURIComponent),
    ),
    fc.string({ maxLength: 5 }),
    fc.constant('a'.repeat(3000)),
  );
const target = () =>
  fc
    .tuple(
      fc.constantFrom('/', '//', '/\\', '', '/api/', '/kafka', 'http://', '/%2f', '/@'),
      fc.array(piece(), { maxLength: 8 }),
    )
    .map(([start, pieces]) => start + pieces.join(''));

test('whatever the target, only the address of its own part is connected to, and the part gets it as it was sent', async () => {
  let passed = 0;
  await fc.assert(
    fc.asyncProperty(target(), async (text) => {
      const { status, asked, to } = await ask(text);
      expect(canariesCalled).toBe(0);
      if (asked.length === 0) {
        expect(to).toEqual([]);
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
        return;
      }
      passed++;
      // Blanks around a target are none of it.
      const sent = text.replace(/^ +| +$/g, '');
      expect(asked.map((a) => a.target)).toEqual([sent]);
      expect(to).toEqual([addressOf(sent.split('?')[0] ?? '')]);
    }),
    { numRuns: 3000 },
  );
  expect(passed).toBeGreaterThan(300);
});

test('hosts in the Host header and in the target name nothing to connect to', async () => {
  for (const host of canaryHosts) {
    for (const text of [`//${host}/x`, `/\\${host}/x`, `http://${host}/x`, `${host}`, `/%2f${host}`, `/x/..//${host}`])
      expect(await ask(text)).toMatchObject({ status: 400, asked: [], to: [] });
    expect(await ask('/api/flows', host)).toMatchObject({ status: 421, asked: [], to: [] });
  }
  expect(canariesCalled).toBe(0);
});

test.each(['//h/x', '/\\h', 'http://h/x', '*', '/a#b', '/%2e%2e/api', '/x/../api', '/%61pi'])(
  '%s is refused with a problem and the security headers',
  async (text) => {
    const { status, answer } = await ask(text);
    expect(status).toBe(400);
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head.toLowerCase()).toContain('content-type: application/problem+json');
    expect(head.toLowerCase()).toContain("frame-ancestors 'none'");
    expect(JSON.parse(body)).toMatchObject({
      code: 'http/bad-target',
      status: 400,
      title: expect.stringMatching(/\.$/),
    });
  },
);

test('a CONNECT is refused', async () => {
  const answer = await sendRaw(setup.gateway.port, `CONNECT ${canaryHosts[0]} HTTP/1.1\r\nHost: x\r\n\r\n`);
  expect(statusOf(answer)).toBe(400);
  expect(canariesCalled).toBe(0);
});
