import { expect, test } from 'vitest';
import { SerialQueue } from './serial-queue.ts';

test('one after the other, in order', async () => {
  const queue = new SerialQueue();
  const seen: string[] = [];
  const job = (name: string) => async () => {
    seen.push(`${name} begins`);
    await Promise.resolve();
    seen.push(`${name} ends`);
    return name;
  };
  const all = await Promise.all([queue.take('a', job('a')), queue.take('b', job('b'))]);
  expect(all).toEqual(['a', 'b']);
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
});

test('a newer one takes the place of one that waits, never of one that runs', async () => {
  const queue = new SerialQueue();
  const say = (name: string) => async () => name;
  const all = await Promise.all(['running', 'waiting', 'newest'].map((name) => queue.take('flow', say(name))));
  expect(all).toEqual(['running', undefined, 'newest']);
});

test('a job that fails does not stop the next', async () => {
  const queue = new SerialQueue();
  const failing = queue.take('a', () => Promise.reject(new Error('no')));
  const next = queue.take('b', async () => 'b');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('b');
});
