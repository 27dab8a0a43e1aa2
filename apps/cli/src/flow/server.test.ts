import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import { UserError } from '@headrace/text';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Server } from './server.ts';

interface Answer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body: string;
}

let http: HttpServer;
let address: string;
let answers: Answer[];
let asked: { url: string | undefined; origin: string | undefined }[];
let said: string[];

beforeEach(async () => {
  answers = [];
  asked = [];
  said = [];
  vi.spyOn(console, 'error').mockImplementation((line) => void said.push(String(line)));
  http = createServer((request, response) => {
    asked.push({ url: request.url, origin: request.headers.origin });
    const { status = 200, headers = {}, body } = answers.shift() ?? { body: '[]' };
    response.writeHead(status, headers).end(body);
  });
  await once(http.listen(0, '127.0.0.1'), 'listening');
  address = `http://127.0.0.1:${(http.address() as { port: number }).port}`;
});
afterEach(() => {
  http.close();
  vi.restoreAllMocks();
});

const away = (title: string, headers: Record<string, string> = { 'retry-after': '1' }): Answer => ({
  status: 503,
  headers,
  body: JSON.stringify({ code: 'run/flink-away', status: 503, title }),
});
const failure = (call: Promise<unknown>): Promise<unknown> => call.catch((error: unknown) => error);

test('asks as the page of its address would, whether that ends with a slash or not', async () => {
  expect(await new Server(`${address}/`).api.flows.list()).toEqual([]);
  expect(asked).toEqual([{ url: '/api/flows', origin: address }]);
});

describe('what Headrace cannot do at this moment', () => {
  test('is asked for again when it says so, and said once', async () => {
    answers = [away('Flink is away.'), away('Flink is away.')];
    expect(await new Server(address).api.flows.list()).toEqual([]);
    expect(asked).toHaveLength(3);
    expect(said).toEqual(['Flink is away. Waiting for it…']);
  });

  test.each([
    ['it does not say when', {}],
    ['it says a longer time than anybody waits', { 'retry-after': '3600' }],
  ])('is refused when %s', async (_, headers) => {
    answers = [away('Flink is away.', headers)];
    const error = await failure(new Server(address).api.flows.list());
    expect(error).toMatchObject({ message: 'Flink is away.', code: 'run/flink-away' });
    expect(error).toBeInstanceOf(UserError);
    expect(asked).toHaveLength(1);
  });
});

test.each([
  [{ body: '<html>' }, 'http/not-understood', 'is not Headrace, or is of another version.'],
  [{ body: '{"flows": []}' }, 'http/not-understood', 'is not Headrace, or is of another version.'],
  [{ status: 500, body: '<html>' }, 'http/failed', 'answered 500.'],
  [
    { status: 404, body: '{"code": "flow/not-found", "status": 404, "title": "There is none.", "detail": "Look."}' },
    'flow/not-found',
    'There is none. Look.',
  ],
])('says what is wrong with the answer %j', async (answer, code, message) => {
  answers = [answer];
  const error = await failure(new Server(address).api.flows.list());
  expect(error).toBeInstanceOf(UserError);
  expect(error).toMatchObject({ code, message: expect.stringContaining(message) });
});

test('says where nobody answers, and how to start it', async () => {
  http.close();
  const error = await failure(new Server('http://127.0.0.1:2').api.flows.list());
  expect(error).toMatchObject({ code: 'command/no-server', message: expect.stringContaining('npm start') });
});
