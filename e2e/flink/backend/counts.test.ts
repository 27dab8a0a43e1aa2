import type { NodeCounts, Run } from '@headrace/api';
import { expect, test } from 'vitest';
import { hostileTopic } from './hostile-topic.ts';
import { Stage } from './stage.ts';
import { waitFor } from './wait.ts';

const stage = new Stage();

const flowText = (name: string, topic: string) => `apiVersion: headrace.dev/v1alpha1
kind: Flow
metadata: {name: ${name}}
spec:
  nodes:
    events:
      type: kafka-source
      config:
        connection: local
        topic: ${topic}
        columns: [{name: id, type: BIGINT}, {name: n, type: BIGINT}, {name: text, type: STRING}, {name: at, type: TIMESTAMP(3)}]
        key: {name: key}
    many: {type: filter, from: events, config: {expression: n > 4}}
    twice: {type: transform, from: many, config: {properties: [{name: twice, expression: n * 2}]}}
    large: {type: filter, from: twice, config: {expression: twice > 12}}
    to large: {type: kafka-sink, from: large, config: {connection: local, topic: ${topic}.LARGE, createTopic: {partitions: 1}}}
    to small: {type: kafka-sink, from: large.unmatched, config: {connection: local, topic: ${topic}.SMALL, createTopic: {partitions: 1}}}
    to few: {type: kafka-sink, from: many.unmatched, config: {connection: local, topic: ${topic}.FEW, createTopic: {partitions: 1}}}
`;

test('of 10,000 messages of every kind each is in a destination or in a count', async () => {
  const topic = 'COUNTS.IN';
  const { messages, expected } = hostileTopic(topic, 10_000);
  await stage.kafka.ensureTopics([{ name: topic, partitions: 3 }]);
  for (let i = 0; i < messages.length; i += 1000) await stage.kafka.send(messages.slice(i, i + 1000));
  const text = flowText('counts', topic);

  const viewer = await stage.client.preview(text, { kind: 'earliest' });
  await waitFor('all rows', async () => viewer.counts.events === expected.rows);
  const shown = await waitFor('counts of the preview', async () => {
    const found = viewer.events.findLast((e) => e.kind === 'counts')?.nodes.events;
    return found && found.in === expected.read ? found : undefined;
  });
  expect(shown).toMatchObject({
    unreadable: expected.unreadable,
    deleted: expected.deleted,
    emptied: expected.emptied,
  });
  const notice = await waitFor('the notice', async () => {
    const found = viewer.events.findLast((e) => e.kind === 'notice' && e.diagnostic.code === 'source/unreadable');
    return found?.kind === 'notice' && found.diagnostic.message.startsWith(`${expected.unreadable} `)
      ? found
      : undefined;
  });
  expect(notice.diagnostic.message).toMatch(
    /^\d+ messages of COUNTS\.IN cannot be read and are left out, for example partition \d, offset \d+\. /,
  );
  expect(viewer.counts['many.unmatched']).toBe(expected.rows - (viewer.counts.many ?? 0));
  viewer.leave();

  const flow = await stage.client.create(text);
  const run = await stage.client.start(flow, { kind: 'earliest' });
  const counts = await waitFor('counts of the run', async () => {
    const found = await countsOf(run);
    const written = ['to large', 'to small', 'to few'].map((node) => found?.[node]?.written ?? 0);
    return found?.events?.in === expected.read && sum(written) === expected.rows ? found : undefined;
  });
  const of = (node: string) => counts[node] as NodeCounts;
  expect(of('events')).toMatchObject({
    in: expected.read,
    out: { events: expected.rows },
    unreadable: expected.unreadable,
    deleted: expected.deleted,
    emptied: expected.emptied,
  });
  // Filter, transform and filter are one operator in Flink, and yet each has its counts.
  expect(of('many').in).toBe(expected.rows);
  expect(of('many').out).toEqual({ many: viewer.counts.many, 'many.unmatched': viewer.counts['many.unmatched'] });
  expect(of('twice')).toEqual({ in: viewer.counts.many, out: { twice: viewer.counts.many } });
  expect(of('large').in).toBe(viewer.counts.twice);
  expect(sum(Object.values(of('large').out))).toBe(of('large').in);
  for (const [node, end] of [
    ['to large', 'LARGE'],
    ['to small', 'SMALL'],
    ['to few', 'FEW'],
  ] as const) {
    const found = await waitFor(`what ${node} has written`, async () => {
      const written = await stage.kafka.readAll(`${topic}.${end}`);
      return written.length === of(node).written ? written : undefined;
    });
    expect(found.length).toBe(of(node).in);
  }
  await stage.client.stop(run, false);
  // The counts of a run that has ended stand.
  expect((await countsOf(run))?.events?.in).toBe(expected.read);
});

test('a row that an expression fails on fails the run at its node, and is never skipped', async () => {
  const topic = 'COUNTS.ZERO';
  await stage.kafka.ensureTopics([{ name: topic, partitions: 1 }]);
  await stage.kafka.send([5, 0, 2].map((n, i) => ({ topic, key: null, value: JSON.stringify({ id: i + 1, n }) })));
  const text = flowText('zero', topic).replace('n * 2', '100 / n').replace('n > 4', 'n >= 0');
  const flow = await stage.client.create(text);
  const failed = await stage.client.reaches(await stage.client.start(flow, { kind: 'earliest' }), 'failed');
  expect(failed.failure).toMatchObject({ node: 'twice', message: expect.stringContaining('divided by zero') });
  const viewer = await stage.client.preview(text, { kind: 'earliest' });
  const state = await waitFor('the failure', async () =>
    viewer.events.find((e) => e.kind === 'state' && e.state === 'failed'),
  );
  expect(state).toMatchObject({ node: 'twice', message: expect.stringContaining('divided by zero') });
});

/** A flow with a source of events that have a time of their own; other nodes follow. */
const timedFlow = (name: string, topic: string, more = '') => `apiVersion: headrace.dev/v1alpha1
kind: Flow
metadata: {name: ${name}}
spec:
  nodes:
    events:
      type: kafka-source
      config:
        connection: local
        topic: ${topic}
        columns: [{name: id, type: BIGINT}, {name: at, type: TIMESTAMP(3)}]
        eventTime: {from: column, column: at}
        ${more}`;

test('rows that come after their window has closed are counted at the node', async () => {
  const topic = 'COUNTS.LATE';
  await stage.kafka.ensureTopics([{ name: topic, partitions: 1 }]);
  const text = `${timedFlow('late', topic)}
    short: {type: aggregate, from: events, config: {window: {kind: tumbling, size: 1 min}, functions: [{function: COUNT, name: n}]}}
    long: {type: aggregate, from: events, config: {window: {kind: tumbling, size: 30 min}, functions: [{function: COUNT, name: all}]}}
    out: {type: kafka-sink, from: short, config: {connection: local, topic: ${topic}.OUT, createTopic: {partitions: 1}}}
    out long: {type: kafka-sink, from: long, config: {connection: local, topic: ${topic}.LONG, createTopic: {partitions: 1}}}
`;
  const flow = await stage.client.create(text);
  const run = await stage.client.start(flow, { kind: 'earliest' });
  await stage.client.reaches(run, 'running');
  const send = (minutes: readonly number[]) =>
    stage.kafka.send(
      minutes.map((minute, id) => {
        const at = new Date(Date.UTC(2026, 3, 7, 8, minute)).toISOString().replace('T', ' ').replace('Z', '');
        return { topic, key: null, value: JSON.stringify({ id, at }) };
      }),
    );
  await send([0, 1, 2, 20]);
  await waitFor('windows to close', async () => (await countsOf(run))?.out?.written === 3);
  // Eleven too late for the short window, all of them in one batch; none for the long one.
  await send([0, 1, 1, 1, 2, 2, 3, 3, 3, 3, 3, 21]);
  // Two that no window can take: one without the property, one whose time does not exist.
  await stage.kafka.send(
    ['{"id": 1}', '{"id": 2, "at": "2026-02-30 08:00:00"}'].map((value) => ({ topic, key: null, value })),
  );
  const counts = await waitFor('late rows', async () => {
    const found = await countsOf(run);
    return found?.short?.late === 11 && found.events?.in === 18 ? found : undefined;
  });
  expect(counts.events).toMatchObject({ out: { events: 18 }, untimed: 2, emptied: 1 });
  expect(counts.short?.in).toBe(18);
  expect(counts.long).toMatchObject({ in: 18, late: 0 });
  await stage.client.stop(run, false);
});

test.each([
  ['without a bound all that follow are late', '', 3],
  ['with a bound none is', 'mostAhead: 1 h', 0],
])('an event of the far future: %s', async (_, bound, late) => {
  const topic = `COUNTS.AHEAD${late}`;
  await stage.kafka.ensureTopics([{ name: topic, partitions: 1 }]);
  const text = `${timedFlow(`ahead${late}`, topic, bound)}
    minutes: {type: aggregate, from: events, config: {window: {kind: tumbling, size: 1 min}, functions: [{function: COUNT, name: n}]}}
`;
  const viewer = await stage.client.preview(text, { kind: 'earliest' });
  await waitFor('the preview to run', async () => viewer.states.at(-1) === 'running');
  const send = async (at: string, rows: number) => {
    const before = viewer.counts.events ?? 0;
    await stage.kafka.send([{ topic, key: null, value: JSON.stringify({ id: 1, at }) }]);
    await waitFor(`the event of ${at}`, async () => (viewer.counts.events ?? 0) > before);
    await waitFor(`${rows} windows`, async () => (viewer.counts.minutes ?? 0) >= rows);
  };
  await send('2026-04-07 10:00:00', 0);
  await send('2026-04-07 10:01:00', 1);
  await send('2099-01-01 00:00:00', late === 0 ? 1 : 2);
  const notice = await waitFor('a warning', async () =>
    viewer.events.find((e) => e.kind === 'notice' && e.diagnostic.code === 'source/far-ahead'),
  );
  expect(notice).toMatchObject({
    diagnostic: { place: { node: 'events' }, message: expect.stringContaining('2099-01-01') },
  });
  for (const [i, minute] of ['02', '03', '04'].entries())
    await send(`2026-04-07 10:${minute}:00`, late === 0 ? i + 2 : 2);
  const counts = await waitFor('the count of late events', async () => {
    const found = viewer.events.findLast((e) => e.kind === 'counts')?.nodes;
    return found?.events?.in === 6 && found.minutes?.late === late ? found : undefined;
  });
  expect(counts.events?.in).toBe(6);
  viewer.leave();
});

async function countsOf(run: Run) {
  return (await stage.client.runs(run.flowId)).find((r) => r.id === run.id)?.counts ?? undefined;
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, n) => all + n, 0);
