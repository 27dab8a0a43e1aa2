import { beforeEach, expect, test } from 'vitest';
import { PortTable, Rate, Ring } from './ports.ts';

let ports: PortTable;
beforeEach(() => {
  ports = new PortTable();
});

test('a ring keeps the newest, newest first', () => {
  const ring = new Ring<number>(3);
  expect(ring.newest()).toEqual([]);
  for (const n of [1, 2]) ring.push(n);
  expect(ring.newest()).toEqual([2, 1]);
  for (const n of [3, 4, 5]) ring.push(n);
  expect(ring.newest()).toEqual([5, 4, 3]);
  expect(ring.total).toBe(5);
});

test('a rate is over the last seconds, and falls to nothing when nothing comes', () => {
  const rate = new Rate();
  expect(rate.perSecond(0)).toBe(0);
  for (let t = 0; t <= 10_000; t += 100) rate.add(t, t / 50);
  expect(rate.perSecond(10_000)).toBeCloseTo(20, 0);
  expect(rate.perSecond(12_000)).toBeLessThan(20);
  expect(rate.perSecond(20_000)).toBe(0);
});

test('rows go to their ports; counts may run ahead of the rows that were sent', () => {
  ports.begin({ a: [{ name: 'id', type: 'STRING' }], 'a.unmatched': [] });
  const row = (id: string) => ({ port: 'a', change: '+I' as const, fields: [id], t: 1 });
  ports.take({ kind: 'rows', rows: [row('1'), row('2')], counts: { a: 50 }, watermarks: { a: 7 } }, 1000);
  expect(
    ports
      .at('a')
      .rows.newest()
      .map((r) => r.fields[0]),
  ).toEqual(['2', '1']);
  expect(ports.at('a')).toMatchObject({ count: 50, watermark: 7 });
  expect(ports.at('a.unmatched').count).toBe(0);
  ports.begin({ a: [] });
  expect(ports.at('a').rows.length).toBe(0);
});

test('a stream that stopped is told of until its rate is nothing, then no more', () => {
  ports.begin({ a: [] });
  ports.take({ kind: 'rows', rows: [], counts: { a: 10 }, watermarks: {} }, 1000);
  ports.take({ kind: 'rows', rows: [], counts: { a: 20 }, watermarks: {} }, 2000);
  const told = (now: number) => {
    const before = ports.at('a').version;
    ports.tick(now);
    return ports.at('a').version > before;
  };
  expect([2100, 3000, 4000, 7500, 8500, 9500].map(told)).toEqual([false, true, true, true, false, false]);
});
