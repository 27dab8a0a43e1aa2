import { expect, test } from 'vitest';
import type { PlannedTable } from './lower.ts';
import { liveTables, type StartFrom, startingFrom } from './start.ts';

const written: PlannedTable = {
  node: 'out',
  table: { kind: 'create-table', name: 'out.sink', columns: [], options: { connector: 'x', begin: 'its own' } },
};
const read: PlannedTable = {
  node: 'in',
  table: {
    kind: 'create-table',
    name: 'in.source',
    columns: [],
    options: { connector: 'x', begin: 'now', pause: '5' },
  },
  source: {
    startable: {
      now: { begin: 'now' },
      earliest: { begin: 'first' },
      time: { at: 'begin.at', options: { begin: 'at' } },
    },
    liveOptions: { pause: '0' },
    idleTimeout: 0,
  },
};

test.each<[StartFrom, Record<string, string>]>([
  [{ kind: 'now' }, { begin: 'now' }],
  [{ kind: 'earliest' }, { begin: 'first' }],
  [
    { kind: 'time', timestamp: 1234.9 },
    { begin: 'at', 'begin.at': '1234' },
  ],
  [
    { kind: 'time', timestamp: -5 },
    { begin: 'at', 'begin.at': '0' },
  ],
])('starts reading from %j by the options that the source declares', (from, options) => {
  expect(startingFrom(read, from).options).toEqual({ connector: 'x', pause: '5', ...options });
  expect(read.table.options.begin).toBe('now');
});

test('does not change a table that is written, whatever its options', () => {
  expect(startingFrom(written, { kind: 'earliest' })).toBe(written.table);
  expect(liveTables([written])).toEqual([written]);
});

test('sets the options that the source declares for a preview', () => {
  const [live] = liveTables([read]);
  expect(live?.table.options).toEqual({ connector: 'x', begin: 'now', pause: '0' });
  expect(startingFrom(live as PlannedTable, { kind: 'earliest' }).options).toMatchObject({
    begin: 'first',
    pause: '0',
  });
});
