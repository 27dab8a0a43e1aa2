import fc from 'fast-check';
import { expect, test } from 'vitest';
import { batches, type OutMessage } from './produce.ts';

const message = (value: string | null): OutMessage => ({ topic: 'T', key: null, value });

test('keeps few small messages in one batch', () => {
  const messages = [message('a'), message(null), message('c')];
  expect([...batches(messages, 1000)]).toEqual([messages]);
});

test('makes no batch of no messages', () => {
  expect([...batches([], 1000)]).toEqual([]);
});

test('begins a new batch before the limit is passed, counting UTF-8 bytes and headers', () => {
  // 64 bytes of overhead and 300 bytes of text each.
  const messages = [message('ü'.repeat(150)), { ...message(null), headers: { h: 'x'.repeat(299) } }, message('z')];
  expect([...batches(messages, 728)].map(({ length }) => length)).toEqual([2, 1]);
  expect([...batches(messages, 727)].map(({ length }) => length)).toEqual([1, 2]);
});

test('leaves a message above the limit alone in its batch, since the topic may take it', () => {
  const messages = [message('a'), message('x'.repeat(2000)), message('c')];
  expect([...batches(messages, 1000)].map(({ length }) => length)).toEqual([1, 1, 1]);
});

test('keeps all messages in their order, in batches that no message could join', () => {
  const messages = fc.array(fc.string({ maxLength: 300, unit: 'grapheme' }).map(message));
  fc.assert(
    fc.property(messages, fc.integer({ min: 64, max: 2000 }), (all, limit) => {
      const found = [...batches(all, limit)];
      expect(found.flat()).toEqual(all);
      const size = (batch: readonly OutMessage[]) =>
        batch.reduce((sum, { value }) => sum + 64 + Buffer.byteLength(value ?? ''), 0);
      for (const [i, batch] of found.entries()) {
        if (batch.length > 1) expect(size(batch)).toBeLessThanOrEqual(limit);
        const next = found[i + 1];
        if (next) expect(size([...batch, ...next.slice(0, 1)])).toBeGreaterThan(limit);
      }
    }),
  );
});
