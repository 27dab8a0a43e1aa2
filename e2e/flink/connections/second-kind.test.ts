import { addGenerator } from '@headrace/connections/testing';
import type { FlowDocument, StartFrom } from '@headrace/flow';
import { type Kafka, openKafka } from '@headrace/kafka';
import { catalogue } from '@headrace/nodes';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { compileWithTypes, rowsOf, writeAll } from '../../support/trial.ts';

const engine = inject('engine');
const topic = 'SECOND.KIND';
const connections = [{ name: 'numbers', kind: 'generator', series: ['all'] }];
let kafka: Kafka;

beforeAll(async () => {
  addGenerator(catalogue);
  kafka = openKafka(engine.bootstrapServers);
  await kafka.ensureTopics([{ name: topic, partitions: 1 }]);
});
afterAll(() => kafka.close());

const document: FlowDocument = {
  apiVersion: 'headrace.dev/v1alpha1',
  kind: 'Flow',
  metadata: { name: 'second kind' },
  spec: {
    nodes: {
      in: {
        type: 'generator-source',
        config: { from: 'numbers', which: 'all', last: 20, read: [{ name: 'id', type: 'BIGINT' }] },
      },
      even: { type: 'filter', from: 'in', config: { expression: 'MOD(id, 2) = 0' } },
      out: { type: 'kafka-sink', from: 'even', config: { connection: 'local', topic, guarantee: 'at-least-once' } },
    },
  },
};
const typed = () => compileWithTypes(engine, document, 'headrace', connections);
const numbers = (from: number, step: number) =>
  Array.from({ length: Math.floor((20 - from) / step) + 1 }, (_, i) => [String(from + i * step)]);

test.each<[StartFrom, string[][], string[][]]>([
  [{ kind: 'earliest' }, numbers(1, 1), numbers(2, 2)],
  [{ kind: 'time', timestamp: 15 }, numbers(15, 1), numbers(16, 2)],
  [{ kind: 'now' }, [['20']], [['20']]],
])('a preview from %j has the rows from there on', async (from, all, even) => {
  const rows = await rowsOf(engine, await typed(), from);
  expect(rows.in).toEqual(all);
  expect(rows.even).toEqual(even);
});

test('a run writes what it reads from a second kind of connection', async () => {
  await writeAll(engine, await typed());
  const written = (await kafka.readAll(topic)).map((message) => JSON.parse(String(message.value)));
  expect(written).toEqual(numbers(2, 2).map(([id]) => ({ id: Number(id) })));
});
