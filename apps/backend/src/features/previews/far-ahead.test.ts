import { expect, test } from 'vitest';
import { FarAhead } from './far-ahead.ts';

const port = {
  key: 'orders',
  node: 'orders',
  columns: [
    { name: 'id', type: 'BIGINT' },
    { name: 'at', type: 'TIMESTAMP(3)' },
  ],
  eventTime: 1,
  cut: [],
  limit: 0,
};
const row = (at: string | null) => ({ port: 'orders', change: '+I' as const, fields: ['1', at], t: 0 });
const now = Date.UTC(2026, 3, 7, 8);

test.each([
  ['2026-04-07 08:00:00.000', false],
  ['2026-04-08 08:00:00.000', false],
  ['2026-04-08 08:00:00.001', true],
  ['2099-01-01 00:00:00', true],
  [null, false],
])("an event of %s at 8 o'clock on 7 April: told %s", (at, told) => {
  expect(new FarAhead(new Set(['orders'])).look(row(at), port, now) !== undefined).toBe(told);
});

test('names the event, and each source once', () => {
  const watch = new FarAhead(new Set(['orders', 'others']));
  expect(watch.look(row('2099-01-01 00:00:00'), port, now)).toMatchObject({
    place: { node: 'orders', path: ['config', 'mostAhead'] },
    message: expect.stringContaining('{"id":"1","at":"2099-01-01 00:00:00"}'),
  });
  expect(watch.look(row('2099-01-01 00:00:00'), port, now)).toBeUndefined();
  expect(watch.look(row('2099-01-01 00:00:00'), { ...port, node: 'others' }, now)).toBeDefined();
});

test('only sources are watched, and only those with an event time', () => {
  expect(new FarAhead(new Set()).look(row('2099-01-01 00:00:00'), port, now)).toBeUndefined();
  const without = { ...port, eventTime: undefined };
  expect(new FarAhead(new Set(['orders'])).look(row('2099-01-01 00:00:00'), without, now)).toBeUndefined();
});
