import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { answerStream, type Message } from './event-streams.ts';

/** A stream whose messages the test makes, read as a browser reads it. */
async function open(feed: { mayDrop?: (m: Message) => boolean; snapshot?: Message[] }, most: number) {
  let push: (message: Message) => void = () => {};
  let listening = true;
  const app = new Hono().get('/', (c) =>
    answerStream(
      c,
      {
        listen: (to) => {
          push = to;
          for (const message of feed.snapshot ?? []) to(message);
          return () => {
            listening = false;
          };
        },
        ...(feed.mayDrop ? { mayDrop: feed.mayDrop } : {}),
        isLast: ({ event }) => event === 'end',
      },
      () => {},
      { streamBytes: most },
    ),
  );
  const response = await app.request('/');
  return { response, push: (message: Message) => push(message), isListening: () => listening };
}

const rows = (n: number, size = 100) => ({ event: 'rows', data: `${n} ${'x'.repeat(size)}` });
const isRows = ({ event }: Message) => event === 'rows';
const state = (n: number) => ({ event: 'state', data: `${n}` });
const events = (text: string) =>
  [...text.matchAll(/event: (\w+)\ndata: "(\d*)/g)].map(([, event, n]) => `${event}${n}`);

test('for a slow reader rows are left out, the oldest first, and states never', async () => {
  const { response, push } = await open({ mayDrop: isRows }, 1000);
  for (let i = 0; i < 100; i++) push(i % 10 === 0 ? state(i) : rows(i));
  push({ event: 'end', data: '' });
  const got = events(await response.text());
  expect(got.filter((e) => e.startsWith('state'))).toEqual(
    [0, 10, 20, 30, 40, 50, 60, 70, 80, 90].map((n) => `state${n}`),
  );
  expect(got).toContain('rows99');
  expect(got.filter((e) => e.startsWith('rows')).length).toBeLessThan(12);
  expect(got.at(-1)).toBe('end');
});

test('more than may wait of what must not be left out: the reader is told to come back, and nothing is gathered for it', async () => {
  const { response, push, isListening } = await open({}, 1000);
  for (let i = 0; i < 100; i++) push(state(i));
  expect(isListening()).toBe(false);
  expect(await response.text()).toMatch(/\nretry: 3000\n\n$/);
});

test('what a viewer is given at first arrives however large it is, so that coming back helps', async () => {
  const snapshot = [state(1), rows(2, 5000), rows(3, 5000)];
  const { response, push } = await open({ mayDrop: isRows, snapshot }, 1000);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!text.includes('"3 ') && !text.includes('retry:')) text += (await reader?.read())?.value ?? '';
  push({ event: 'end', data: '' });
  expect(text).not.toContain('retry:');
  await reader?.cancel();
});
