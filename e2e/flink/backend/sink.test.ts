import { expect, test } from 'vitest';
import { Stage } from './stage.ts';
import { waitFor } from './wait.ts';

const stage = new Stage();
const mebibyte = 1024 * 1024;

const grouped = (name: string, by: readonly string[], columns: string) => `apiVersion: headrace.dev/v1alpha1
kind: Flow
metadata: {name: ${name}}
spec:
  nodes:
    s:
      type: kafka-source
      config: {connection: local, topic: ${name}.IN, columns: [${columns}, {name: n, type: BIGINT}]}
    a:
      type: aggregate
      from: s
      config: {window: {kind: none}, groupBy: [${by.join(', ')}], functions: [{function: COUNT, name: c}, {function: SUM, column: n, name: sum}]}
    o: {type: kafka-sink, from: a, config: {connection: local, topic: ${name}.OUT, createTopic: {partitions: 1}}}
`;

async function runOver(name: string, text: string, events: readonly object[]) {
  await stage.kafka.ensureTopics([{ name: `${name}.IN`, partitions: 1 }]);
  await stage.kafka.send(events.map((e) => ({ topic: `${name}.IN`, key: null, value: JSON.stringify(e) })));
  const flow = await stage.client.create(text);
  return stage.client.start(flow, { kind: 'earliest' });
}

/** The newest value of each key, as a reader of committed messages finds them; keys byte for byte. */
async function newest(topic: string): Promise<Record<string, unknown>> {
  const messages = await stage.kafka.readAll(topic).catch(() => []);
  return Object.fromEntries(messages.map((m) => [m.key?.toString('latin1'), JSON.parse(String(m.value))]));
}

test.each([
  {
    name: 'N.TEXT',
    by: ['r'],
    columns: '{name: r, type: STRING}',
    events: [{ r: 'EMEA', n: 1 }, { r: null, n: 2 }, { n: 3 }, { r: '', n: 4 }, { r: 'null', n: 5 }],
    found: {
      EMEA: { r: 'EMEA', c: 1, sum: 1 },
      '': { r: '', c: 1, sum: 4 },
      null: { r: 'null', c: 1, sum: 5 },
      '\u00ffnull': { r: null, c: 2, sum: 5 },
    },
  },
  {
    name: 'N.NUMBER',
    by: ['k'],
    columns: '{name: k, type: BIGINT}',
    events: [{ k: 0, n: 1 }, { k: null, n: 2 }, { n: 3 }],
    found: { '{"k":0}': { k: 0, c: 1, sum: 1 }, '{"k":null}': { k: null, c: 2, sum: 5 } },
  },
  {
    name: 'N.TWO',
    by: ['r', 'k'],
    columns: '{name: r, type: STRING}, {name: k, type: BIGINT}',
    events: [{ r: 'a"b', k: 1, n: 1 }, { r: 'a"b', n: 2 }, { k: 1, n: 3 }, { n: 4 }, { n: 5 }, { r: '', n: 6 }],
    found: {
      '{"r":"a\\"b","k":1}': { r: 'a"b', k: 1, c: 1, sum: 1 },
      '{"r":"a\\"b","k":null}': { r: 'a"b', k: null, c: 1, sum: 2 },
      '{"r":null,"k":1}': { r: null, k: 1, c: 1, sum: 3 },
      '{"r":null,"k":null}': { r: null, k: null, c: 2, sum: 9 },
      '{"r":"","k":null}': { r: '', k: null, c: 1, sum: 6 },
    },
  },
  {
    name: 'N.TIME',
    by: ['t', 'k'],
    columns: '{name: t, type: TIMESTAMP(3), timeFormat: sql}, {name: k, type: BIGINT}',
    events: [{ t: '2026-04-07 08:15:30.250', k: 1, n: 1 }, { t: '2026-04-07 08:15:30.250', n: 2 }, { n: 3 }],
    found: {
      '{"t":"2026-04-07 08:15:30.25","k":1}': { t: '2026-04-07T08:15:30.25', k: 1, c: 1, sum: 1 },
      '{"t":"2026-04-07 08:15:30.250","k":null}': { t: '2026-04-07T08:15:30.25', k: null, c: 1, sum: 2 },
      '{"t":null,"k":null}': { t: null, k: null, c: 1, sum: 3 },
    },
  },
])('$name: groups whose key is null are written, each with a key of its own', async (trial) => {
  const run = await runOver(trial.name, grouped(trial.name, trial.by, trial.columns), trial.events);
  const all = Object.keys(trial.found).length;
  await waitFor('all groups', async () => {
    const found = await newest(`${trial.name}.OUT`);
    return (
      Object.keys(found).length >= all &&
      Object.values(found).reduce<number>((s, v) => s + (v as { c: number }).c, 0) === trial.events.length
    );
  });
  expect(await newest(`${trial.name}.OUT`)).toEqual(trial.found);
  await stage.client.reaches(run, 'running');
  expect(await stage.client.stop(run, true)).toMatchObject({ restarts: 0, failure: null });
});

const copied = (
  name: string,
  columns = '{name: id, type: BIGINT}, {name: b, type: STRING}',
) => `apiVersion: headrace.dev/v1alpha1
kind: Flow
metadata: {name: ${name}}
spec:
  nodes:
    s: {type: kafka-source, config: {connection: local, topic: ${name}.IN, columns: [${columns}]}}
    o: {type: kafka-sink, from: s, config: {connection: local, topic: ${name}.OUT, createTopic: {partitions: 1, maxMessageBytes: 8388608}}}
`;

test('events above 1 MiB are written to a topic that takes them', async () => {
  const events = [
    { id: 1, b: 'x' },
    { id: 2, b: 'x'.repeat(2 * mebibyte) },
    { id: 3, b: 'y'.repeat(7 * mebibyte) },
  ];
  await stage.kafka.ensureTopics([{ name: 'B.IN', partitions: 1, maxMessageBytes: 8 * mebibyte }]);
  const flow = await stage.client.create(copied('B'));
  for (const event of events) await stage.kafka.send([{ topic: 'B.IN', key: null, value: JSON.stringify(event) }]);
  const run = await stage.client.start(flow, { kind: 'earliest' });
  await waitFor('all', async () => (await stage.kafka.readAll('B.OUT').catch(() => [])).length === 3);
  const written = await stage.kafka.readAll('B.OUT');
  expect(written.map((m) => JSON.parse(String(m.value)).b.length)).toEqual([1, 2 * mebibyte, 7 * mebibyte]);
  await stage.client.stop(run, true);
});

test('an event that the topic does not take: the run is given up, and the bound is named', async () => {
  await stage.kafka.ensureTopics([
    { name: 'S.IN', partitions: 1, maxMessageBytes: 8 * mebibyte },
    { name: 'S.OUT', partitions: 1, maxMessageBytes: mebibyte },
  ]);
  await stage.kafka.send([{ topic: 'S.IN', key: null, value: JSON.stringify({ id: 1, b: 'x'.repeat(2 * mebibyte) }) }]);
  const run = await stage.client.start(await stage.client.create(copied('S')), { kind: 'earliest' });
  const failed = await stage.client.reaches(run, 'failed');
  expect(failed.failure).toMatchObject({ node: 'o', message: expect.stringContaining('Raise max.message.bytes') });
  expect(failed.failure?.message).toMatch(/It failed so \d+ times without a checkpoint in between/);
});

/** Fails for a reason that no rule knows, behind the reading: ten times before it is given up. */
const failing = (name: string) =>
  grouped(name, ['r'], '{name: r, type: STRING}').replace(
    '    o: {type: kafka-sink, from: a',
    '    t: {type: transform, from: a, config: {properties: [{name: x, expression: "ELEMENT(ARRAY[c, c + 1])"}]}}\n    o: {type: kafka-sink, from: t',
  );

test('a savepoint of a run that restarts is refused in a sentence, and it stops without one', async () => {
  const run = await runOver('T', failing('T'), []);
  await stage.client.reaches(run, 'running');
  await waitFor('a checkpoint', async () => (await stage.client.runs(run.flowId))[0]?.checkpoints.completed);
  await stage.kafka.send([{ topic: 'T.IN', key: null, value: '{"r": "a", "n": 1}' }]);
  await stage.client.reaches(run, 'restarting');
  const asked = await waitFor('a refusal', () =>
    stage.client.askToStop(run, true).then(
      () => new Error('accepted'),
      (error: Error) => error,
    ),
  );
  expect(asked.message).toMatch(/no-savepoint-now.*its last checkpoint of .* UTC is kept/);
  const [said] = await stage.client.runs(run.flowId);
  expect(said?.notice).toMatch(/no savepoint can be taken now/);
  const stopped = await stage.client.stop(run, false);
  expect(stopped.hasSavepoint).toBe(true);
});
