import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spoil } from '../malformed.ts';
import { createRandom } from './random.ts';
import { Schedule } from './schedule.ts';
import { isoTime, plainTime, sqlTime } from './times.ts';

test('the schedule gives things by time, and in the order of entering where times are equal', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (times) => {
      const schedule = new Schedule();
      const done: [number, number][] = [];
      times.forEach((at, i) => {
        schedule.add(at, () => done.push([at, i]));
      });
      for (let next = schedule.take(20); next; next = schedule.take(20)) next.action();
      expect(done).toEqual(
        times.map((at, i) => [at, i]).sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0)),
      );
    }),
  );
});

test('what comes later than asked for stays', () => {
  const schedule = new Schedule();
  schedule.add(10, () => {});
  expect(schedule.take(9)).toBeUndefined();
  expect(schedule.take(10)?.at).toBe(10);
});

test('times are written in three ways', () => {
  const ms = Date.parse('2026-04-07T08:15:30.250Z');
  expect(sqlTime(ms)).toBe('2026-04-07 08:15:30.250');
  expect(isoTime(ms)).toBe('2026-04-07T08:15:30.250Z');
  expect(plainTime(ms)).toBe('Tue Apr 07 08:15:30 GMT 2026');
});

test('random choices keep their bounds', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: -1000, max: 1000 }), fc.nat(1000), (seed, from, width) => {
      const random = createRandom(seed);
      const int = random.int(from, from + width);
      const bell = random.bell(from, from + width, 2);
      expect(int >= from && int <= from + width).toBe(true);
      expect(bell >= from && bell <= from + width).toBe(true);
      expect(random.uuid()).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
      expect(new Set(random.sample([1, 2, 3, 4], 3)).size).toBe(3);
    }),
  );
});

test('a spoilt message is never the same', () => {
  const text = JSON.stringify({ id: 'x', price: 41.25, customer: { name: 'Mara' } });
  fc.assert(fc.property(fc.integer(), (seed) => spoil(text, createRandom(seed)) !== text));
});
