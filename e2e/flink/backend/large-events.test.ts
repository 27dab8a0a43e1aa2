import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { orders, regionFlow } from './flow-text.ts';
import { Stage } from './stage.ts';
import { waitFor } from './wait.ts';

const stage = new Stage();
const megabytes = 1024 * 1024;
const flinkProcess = () => readFileSync(join(stage.engine.dataDir, 'run', 'flink.pid'), 'utf8');

/** A topic of events of `size` characters in a text and in a nested text. */
async function largeEvents(topic: string, count: number, size: number): Promise<void> {
  await stage.kafka.ensureTopics([{ name: topic, partitions: 1, maxMessageBytes: 16 * megabytes }]);
  const b = 'z'.repeat(size);
  for (let id = 0; id < count; id++)
    await stage.kafka.send([{ topic, key: null, value: JSON.stringify({ id, b, inner: { b: id % 2 ? b : 'ü' } }) }]);
}

const filtered = (topic: string) => `apiVersion: headrace.dev/v1alpha1
kind: Flow
metadata: {name: large}
spec:
  nodes:
    s:
      type: kafka-source
      config:
        connection: local
        topic: ${topic}
        columns: [{name: id, type: BIGINT}, {name: b, type: STRING}, {name: inner, type: ROW<b STRING>}]
    f: {type: filter, from: s, config: {expression: id >= 0}}
    t: {type: transform, from: f, config: {properties: [{name: twice, expression: "CONCAT(b, b)"}]}}
`;

test.each([
  ['twelve events of 5 MB', 12, 5 * megabytes],
  ['twenty events of 7 MB', 20, 7 * megabytes],
])('%s at four ports: cut, with their length, and another run goes on', async (_, count, size) => {
  const other = `L.${count}`;
  await stage.kafka.ensureTopics([{ name: `${other}.IN`, partitions: 1 }]);
  const flow = await stage.client.create(regionFlow(other, `${other}.IN`, `${other}.OUT`));
  const run = await stage.client.start(flow, { kind: 'earliest' });
  await stage.client.reaches(run, 'running');
  const before = flinkProcess();

  const topic = `L.BIG.${count}`;
  await largeEvents(topic, count, size / 2);
  const viewer = await stage.client.preview(filtered(topic), { kind: 'earliest' });
  await waitFor('all rows', async () => Object.values(viewer.counts).join() === [count, count, 0, count].join());
  const rows = viewer.events.flatMap((e) => (e.kind === 'rows' ? e.rows : []));
  const last = rows.findLast((row) => row.port === 't');
  const nested = size / 2 + '{"b":""}'.length;
  expect(last?.cut).toEqual({ 1: size / 2, 2: nested, 4: size });
  expect(last?.fields.map((field) => field?.length)).toEqual([
    String(count - 1).length,
    10_000,
    10_000,
    '2026-01-01 00:00:00.000'.length,
    10_000,
  ]);
  expect(last?.fields[2]?.slice(0, 8)).toBe('{"b":"zz');
  expect(rows.find((row) => row.port === 't')).toMatchObject({ cut: { 1: size / 2, 4: size } });
  expect(viewer.states).not.toContain('recovering');
  viewer.leave();

  expect(flinkProcess()).toBe(before);
  await stage.kafka.send(orders(`${other}.IN`, 0, 10));
  await waitFor('the other run to write', async () => (await stage.kafka.readAll(`${other}.OUT`)).length === 5);
  await stage.client.stop(run, true);
});

test('a row of very many long texts is bounded as a whole', async () => {
  const names = Array.from({ length: 400 }, (_, i) => `c${i}`);
  await stage.kafka.ensureTopics([{ name: 'L.WIDE', partitions: 1, maxMessageBytes: 16 * megabytes }]);
  // Four bytes a character, so that the bound in bytes is met.
  const event = Object.fromEntries(names.map((name) => [name, '𝄞'.repeat(5_000)]));
  await stage.kafka.send([{ topic: 'L.WIDE', key: null, value: JSON.stringify(event) }]);
  const columns = names.map((name) => `{name: ${name}, type: STRING}`).join(', ');
  const text = `apiVersion: headrace.dev/v1alpha1
kind: Flow
metadata: {name: wide}
spec: {nodes: {s: {type: kafka-source, config: {connection: local, topic: L.WIDE, columns: [${columns}]}}}}
`;
  const viewer = await stage.client.preview(text, { kind: 'earliest' });
  const row = await waitFor('the row', async () => viewer.events.flatMap((e) => (e.kind === 'rows' ? e.rows : []))[0]);
  expect(new Set(row.fields.slice(0, 400))).toEqual(new Set(['𝄞'.repeat(75)]));
  expect(Object.keys(row.cut ?? {})).toHaveLength(400);
  viewer.leave();
});
