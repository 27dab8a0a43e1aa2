import { expect, test } from 'vitest';
import { Batch } from './batch.ts';
import { readRow } from './row.ts';

const row = (port: number, watermark: string | null, ...fields: (string | null)[]) =>
  readRow({ kind: 'INSERT', fields: [String(port), watermark, fields] }, ['orders', 'emea'], 1);

test('a row of the query becomes a row of its port', () => {
  const read = readRow(
    { kind: 'UPDATE_BEFORE', fields: ['1', '2026-04-07 08:15:30.250', ['a', null]] },
    ['orders', 'emea'],
    7,
  );
  expect(read).toEqual({
    row: { port: 'emea', change: '-U', fields: ['a', null], t: 7 },
    watermark: Date.UTC(2026, 3, 7, 8, 15, 30, 250),
  });
});

test('counts stay exact when rows come too fast to be shown', () => {
  const batch = new Batch(['orders', 'emea']);
  for (let i = 0; i < 1000; i++) batch.add(row(0, null, String(i)));
  batch.add(row(1, null, 'x'));
  const event = batch.take();
  expect(event.counts).toEqual({ orders: 1000, emea: 1 });
  const shown = event.rows.filter((r) => r.port === 'orders');
  expect(shown.length).toBeLessThanOrEqual(100);
  expect(shown.at(-1)?.fields).toEqual(['999']);
  expect(event.rows.at(-1)?.fields).toEqual(['x']);
});

test('large rows: the newest that fit, with their values cut, and exact counts', () => {
  const batch = new Batch(['orders', 'emea']);
  for (let i = 0; i < 100; i++) batch.add(row(0, null, String(i), 'x'.repeat(5_000_000)));
  for (const event of [batch.sofar(), batch.take()]) {
    expect(event.counts.orders).toBe(100);
    expect(event.rows.at(-1)?.fields[0]).toBe('99');
    expect(JSON.stringify(event).length).toBeLessThan(1_200_000);
  }
});

test('the watermark is the newest one seen', () => {
  const batch = new Batch(['orders', 'emea']);
  batch.add(row(0, '2026-04-07 08:00:02'));
  batch.add(row(0, '2026-04-07 08:00:01'));
  batch.add(row(0, null));
  expect(batch.take().watermarks).toEqual({ orders: Date.UTC(2026, 3, 7, 8, 0, 2), emea: null });
});

test('a batch is given once; a later viewer gets the newest rows again', () => {
  const batch = new Batch(['orders', 'emea']);
  batch.add(row(0, null, 'a'));
  batch.take();
  expect(batch.isEmpty).toBe(true);
  expect(batch.sofar()).toMatchObject({ rows: [{ fields: ['a'] }], counts: { orders: 1, emea: 0 } });
});
