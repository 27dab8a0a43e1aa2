import { type FlowDocument, parseType, printType } from '@headrace/flow';
import { findSchema, openKafka } from '@headrace/kafka';
import { Producer, stringSerializers } from '@platformatic/kafka';
import { afterAll, expect, inject, test } from 'vitest';
import { compileWithTypes, rowsOf } from '../../support/trial.ts';

const engine = inject('engine');
const kafka = openKafka(engine.bootstrapServers);
afterAll(() => kafka.close());

const flowOver = (topic: string, columns: readonly object[]): FlowDocument => ({
  apiVersion: 'headrace.dev/v1alpha1',
  kind: 'Flow',
  metadata: { name: topic },
  spec: { nodes: { s: { type: 'kafka-source', config: { connection: 'local', topic, columns } } } },
});

test('what a transaction has written and taken back is not read', async () => {
  const topic = 'SOURCES.ABORTED';
  await kafka.ensureTopics([{ name: topic, partitions: 1 }]);
  const producer = new Producer({
    clientId: 'aborting',
    bootstrapBrokers: [engine.bootstrapServers],
    serializers: stringSerializers,
    idempotent: true,
    transactionalId: 'sources-aborted',
    acks: -1,
  });
  const write = async (ids: readonly number[], end: 'commit' | 'abort') => {
    const transaction = await producer.beginTransaction();
    await transaction.send({ messages: ids.map((id) => ({ topic, value: JSON.stringify({ id }) })) });
    await transaction[end]();
  };
  await kafka.send([{ topic, key: null, value: '{"id":1}' }]);
  await write([2, 3], 'abort');
  await write([4], 'commit');
  await write([5], 'abort');
  await kafka.send([{ topic, key: null, value: '{"id":6}' }]);
  await producer.close();
  const typed = await compileWithTypes(engine, flowOver(topic, [{ name: 'id', type: 'BIGINT' }]));
  const rows = await rowsOf(engine, typed);
  expect(rows.s?.map(([id]) => id)).toEqual(['1', '4', '6']);
});

/** A moment in every way of writing it that schema detection knows. */
const two = (n: number) => String(Math.abs(n)).padStart(2, '0');
const shifted = (moment: Date, minutes: number) => new Date(moment.getTime() + minutes * 60_000).toISOString();
const offset = (minutes: number) => `${minutes < 0 ? '-' : '+'}${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}`;
const words = (moment: Date, minutes: number, zone: string) => {
  const [, day, date, month, year, time] =
    /^(\w+), (\d+) (\w+) (\d+) (\S+) GMT$/.exec(new Date(shifted(moment, minutes)).toUTCString()) ?? [];
  return `${day} ${month} ${date} ${time} ${zone} ${year}`;
};
const ways: readonly [string, (moment: Date) => string | number][] = [
  ['utc', (m) => m.toISOString()],
  ['seconds', (m) => m.toISOString().replace(/\.\d+/, '')],
  ...[120, -300, 330, 0, -570].map((o): [string, (m: Date) => string] => [
    `offset_${o + 600}`,
    (m) => shifted(m, o).replace('Z', offset(o)),
  ]),
  ['offset_seconds', (m) => shifted(m, 60).replace(/\.\d+Z/, '+01:00')],
  ['nanos', (m) => m.toISOString().replace('Z', '456789Z')],
  ['local', (m) => m.toISOString().replace('Z', '')],
  ['sql', (m) => m.toISOString().replace('T', ' ').replace('Z', '')],
  ...(
    [
      ['UTC', 0],
      ['GMT', 0],
      ['CEST', 120],
      ['EST', -300],
      ['PDT', -420],
      ['JST', 540],
    ] as const
  ).map(([zone, minutes]): [string, (m: Date) => string] => [`words_${zone}`, (m) => words(m, minutes, zone)]),
  ['created_seconds', (m) => Math.trunc(m.getTime() / 1000)],
  ['created_millis', (m) => m.getTime()],
  ['created_micros', (m) => m.getTime() * 1000],
];

test('every time that schema detection proposes is read as the moment that was written', async () => {
  const topic = 'SOURCES.TIMES';
  await kafka.ensureTopics([{ name: topic, partitions: 1 }]);
  const moments = ['2026-06-25T07:15:00.250Z', '2026-12-31T23:59:59.999Z', '2024-02-29T00:00:00.001Z'].map(
    (text) => new Date(text),
  );
  const values = moments.map((moment) =>
    JSON.stringify(Object.fromEntries(ways.map(([name, write]) => [name, write(moment)]))),
  );
  await kafka.send(values.map((value) => ({ topic, key: null, value })));
  const found = findSchema(values.map((value) => ({ key: null, headers: {}, value })));
  const columns = found.columns.map(({ name, type, timeFormat }) => ({
    name,
    type,
    ...(timeFormat === undefined ? {} : { timeFormat }),
  }));
  expect(columns.map((c) => c.timeFormat)).not.toContain(undefined);
  for (const { type } of columns) {
    const parsed = parseType(type);
    expect('type' in parsed && printType(parsed.type)).toMatch(/^TIMESTAMP/);
  }
  const rows = await rowsOf(engine, await compileWithTypes(engine, flowOver(topic, columns)));
  expect(rows.s).toHaveLength(moments.length);
  moments.forEach((moment, i) => {
    const read = Object.fromEntries(columns.map((c, j) => [c.name, rows.s?.[i]?.[j]]));
    const right = Object.fromEntries(
      columns.map((c) => {
        const whole = /^(seconds|offset_seconds|words_.*|created_seconds)$/.test(c.name);
        const text = moment.toISOString().replace('T', ' ').replace('Z', '');
        return [c.name, whole ? text.replace(/\.\d+$/, '.000') : text];
      }),
    );
    expect(read).toEqual(right);
  });
});
