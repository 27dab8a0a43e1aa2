import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReadMessage } from './message.ts';
import { Newest, sizeOf } from './newest.ts';

const message = (offset: number, timestamp: number, size: number): ReadMessage => ({
  partition: offset % 3,
  offset: BigInt(offset),
  timestamp,
  key: null,
  value: Buffer.alloc(size),
  headers: [],
});

const newestFirst = (a: ReadMessage, b: ReadMessage) =>
  b.timestamp - a.timestamp || b.partition - a.partition || Number(b.offset - a.offset);

test('in whatever order they come, the newest are kept, as many as fit in number and bytes', () => {
  const some = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 40 })), { maxLength: 80 });
  fc.assert(
    fc.property(some, fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 150 }), (given, limit, bytes) => {
      const all = given.map(([timestamp, size], offset) => message(offset, timestamp, size));
      const newest = new Newest(limit, bytes);
      for (const one of all) newest.add(one);
      const kept = newest.list();
      const sorted = all.toSorted(newestFirst);
      expect(kept).toEqual(sorted.slice(0, kept.length));
      const sum = kept.reduce((total, one) => total + sizeOf(one), 0);
      expect(kept.length <= limit && (sum <= bytes || kept.length === 1)).toBe(true);
      const next = sorted[kept.length];
      if (next && kept.length < limit) expect(sum + sizeOf(next)).toBeGreaterThan(bytes);
    }),
  );
});

test('of very many messages never more than twice the limit are held', () => {
  const newest = new Newest(10, 1000);
  let most = 0;
  for (let i = 0; i < 10_000; i++) {
    newest.add(message(i, i, 90));
    most = Math.max(most, (newest as unknown as { kept: unknown[] }).kept.length);
  }
  expect(most).toBeLessThanOrEqual(20);
  expect(newest.isFull).toBe(true);
});
