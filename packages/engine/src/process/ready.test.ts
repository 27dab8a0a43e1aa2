import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSocket, type Server, type Socket } from 'node:net';
import { clientFetch } from '@headrace/tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { brokerAnswers } from '../kafka/probe.ts';
import { answers } from './http.ts';
import { freePorts } from './ports.ts';

const anyone = clientFetch(undefined);

async function listening(server: Server): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

describe('an address answers', () => {
  const hasSlots = (body: unknown) => typeof body === 'object' && body !== null && 'slots' in body && body.slots === 2;
  const asked = async (listener: RequestListener) =>
    answers(anyone, `http://127.0.0.1:${await listening(createServer(listener))}/overview`, hasSlots);

  test.each<[string, boolean, RequestListener]>([
    ['with what is asked for', true, (_, response) => response.end('{"slots": 2}')],
    ['with something else', false, (_, response) => response.end('{"slots": 0}')],
    ['with a failure that looks right', false, (_, response) => response.writeHead(503).end('{"slots": 2}')],
    ['with JSON that was cut off', false, (_, response) => response.end('{"slots": 2')],
    ['with a page', false, (_, response) => response.end('<html>starting</html>')],
    ['by hanging up', false, (_, response) => response.destroy()],
  ])('%s: %s', async (_, expected, listener) => {
    expect(await asked(listener)).toBe(expected);
  });

  test('not where nothing listens', async () => {
    const [port] = await freePorts(1);
    expect(await answers(anyone, `http://127.0.0.1:${port}/`)).toBe(false);
  });
});

describe('a broker answers', () => {
  const asked = async (serve: (socket: Socket) => void) => brokerAnswers(await listening(createSocket(serve)));

  test.each<[string, boolean, (socket: Socket) => void]>([
    ['whatever it sends back', true, (socket) => socket.once('data', () => socket.write(Buffer.from([0, 0, 0, 1])))],
    ['not while it only takes the connection', false, () => {}],
    ['not when it closes', false, (socket) => socket.end()],
    ['not when it hangs up', false, (socket) => socket.destroy()],
  ])('%s', async (_, expected, serve) => {
    expect(await asked(serve)).toBe(expected);
  });

  test('to a whole request of Kafka: its length, then ApiVersions', async () => {
    let request = Buffer.alloc(0);
    await asked((socket) =>
      socket.once('data', (data) => {
        request = Buffer.from(data);
        socket.write('x');
      }),
    );
    expect(request.readInt32BE(0)).toBe(request.length - 4);
    // Source: https://kafka.apache.org/protocol#The_Messages_ApiVersions
    expect(request.readInt16BE(4)).toBe(18);
  });

  test('not where nothing listens', async () => {
    const [port = 0] = await freePorts(1);
    expect(await brokerAnswers(port)).toBe(false);
  });
});
