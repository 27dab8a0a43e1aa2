import { FlinkRefused, FlinkUnreachable } from '@headrace/flink';
import { expect, test } from 'vitest';
import { previewFailure } from './preview-failure.ts';

const query = {
  text: 'SELECT\n  (price)',
  spans: [{ start: 10, end: 15, verbatim: true, origin: { node: 'dear', path: ['config', 'expression'] } }],
};
const facts = {
  tables: [{ table: 'orders.source', node: 'orders', role: 'source', topic: 'ORDERS' } as const],
  written: [],
};
const refused = (reason: string, trace: string) => new FlinkRefused('sql-gateway', 500, reason, trace);

test('Flink away passes by itself', () => {
  const trouble = previewFailure(new FlinkUnreachable('sql-gateway', 'nothing listens'), facts, query);
  expect(trouble).toMatchObject({ passes: true, node: null });
});

test('what the planner refuses stands at its node and does not pass', () => {
  const reason = "From line 2, column 4 to line 2, column 8: Column 'price' not found in any table";
  expect(previewFailure(refused(reason, reason), facts, query)).toEqual({
    passes: false,
    message: expect.stringContaining("There is no property 'price' here."),
    node: 'dear',
  });
});

test('an event that cannot be read is the source’s, and does not pass', () => {
  const trace = 'dev.headrace.json.UnreadableMessage: A message cannot be read (partition 0, offset 7). It is empty.\n';
  expect(previewFailure(refused('x', trace), facts, query)).toMatchObject({ passes: false, node: 'orders' });
});

test('a fault of our own is not dressed up', () => {
  expect(() => previewFailure(new TypeError('oops'), facts, query)).toThrow('oops');
});
