import { expect, test } from 'vitest';
import { ResultBuffer, readRow } from './result-buffer.ts';

const port = (key: string, cut: number[] = []) => ({
  key,
  node: key,
  columns: [],
  eventTime: undefined,
  cut,
  limit: 3,
});
const ports = [port('orders'), port('emea', [0, 2])];
const row = (index: number, watermark: string | null, ...fields: (string | null)[]) =>
  readRow({ kind: 'INSERT', fields: [String(index), watermark, fields, null] }, ports, 1);

test('a row of the query becomes a row of its port', () => {
  const read = readRow(
    { kind: 'UPDATE_BEFORE', fields: ['1', '2026-04-07 08:15:30.250', ['a', null], [1, null]] },
    ports,
    7,
  );
  expect(read).toEqual({
    row: { port: 'emea', change: '-U', fields: ['a', null], t: 7 },
    port: ports[1],
    watermark: Date.UTC(2026, 3, 7, 8, 15, 30, 250),
  });
});

test('the whole length of a text that came cut is told, and no other', () => {
  const fields = ['abc', '7', '😀😀😀'];
  const lengths = (...all: (number | null)[]) =>
    readRow({ kind: 'INSERT', fields: ['1', null, fields, all] }, ports, 1).row.cut;
  expect(lengths(5_242_893, 3)).toEqual({ 0: 5_242_893 });
  expect(lengths(3, 4)).toEqual({ 2: 4 });
  expect(lengths(3, null)).toBeUndefined();
});

test('counts stay exact when rows come too fast to be shown', () => {
  const batch = new ResultBuffer(['orders', 'emea']);
  for (let i = 0; i < 1000; i++) batch.add(row(0, null, String(i)));
  batch.add(row(1, null, 'x'));
  const event = batch.take();
  expect(event.counts).toEqual({ orders: 1000, emea: 1 });
  const shown = event.rows.filter((r) => r.port === 'orders');
  expect(shown.length).toBeLessThanOrEqual(100);
  expect(shown.at(-1)?.fields).toEqual(['999']);
  expect(event.rows.at(-1)?.fields).toEqual(['x']);
});

test('large rows: the newest that fit, and exact counts', () => {
  const batch = new ResultBuffer(['orders', 'emea']);
  for (let i = 0; i < 100; i++) batch.add(row(0, null, String(i), 'x'.repeat(30_000)));
  for (const event of [batch.sofar(), batch.take()]) {
    expect(event.counts.orders).toBe(100);
    expect(event.rows.at(-1)?.fields[0]).toBe('99');
    expect(JSON.stringify(event).length).toBeLessThan(1_200_000);
  }
});

test('the watermark is the newest one seen', () => {
  const batch = new ResultBuffer(['orders', 'emea']);
  batch.add(row(0, '2026-04-07 08:00:02'));
  batch.add(row(0, '2026-04-07 08:00:01'));
  batch.add(row(0, null));
  expect(batch.take().watermarks).toEqual({ orders: Date.UTC(2026, 3, 7, 8, 0, 2), emea: null });
});

test('a batch is given once; a later viewer gets the newest rows again', () => {
  const batch = new ResultBuffer(['orders', 'emea']);
  batch.add(row(0, null, 'a'));
  batch.take();
  expect(batch.isEmpty).toBe(true);
  expect(batch.sofar()).toMatchObject({ rows: [{ fields: ['a'] }], counts: { orders: 1, emea: 0 } });
});

test('rejects a row that the query cannot have given', () => {
  const read = (...fields: unknown[]) => readRow({ kind: 'INSERT', fields }, ports, 1);
  expect(() => read('2', null, [], null)).toThrow('must be there');
  expect(() => read('0', null, null, null)).toThrow();
  expect(() => read('0', null, [1], null)).toThrow();
});
