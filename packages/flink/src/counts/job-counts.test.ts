import { describe, expect, test } from 'vitest';
import { JobManager } from '../jobmanager/jobmanager.ts';
import { refusing, scriptedFlink } from '../testing/scripted-flink.ts';
import { JobCounter } from './job-counts.ts';

const source = 'Source: KafkaSource-default_catalog.default_database.orders.source';
const scope = 'Source__KafkaSource-default_catalog_default_database_orders_source';
const reader = (name: string) => `${scope}.deserializer.headrace.${name}`;
const counters = ['read', 'deleted', 'unreadable', 'emptied', 'untimed'] as const;

/** A job of a source, a window and a destination, whose metrics are those given. */
async function jobOf(metrics: () => Readonly<Record<string, number | string>>, vertices?: readonly object[]) {
  const flink = await scriptedFlink(({ path }) => {
    if (path.endsWith('/plan'))
      return {
        json: {
          plan: {
            nodes: vertices ?? [
              { id: 'v1', parallelism: 2, description: `${source}<br/>+- [2]:Calc(select=[id])<br/>` },
              {
                id: 'v2',
                parallelism: 1,
                description: '[3]:WindowAggregate(select=[id, COUNT(*) AS n])<br/>+- out.sink[4]: Writer<br/>',
              },
            ],
          },
        },
      };
    if (path.endsWith('/subtasks/metrics')) return { json: Object.keys(metrics()).map((id) => ({ id })) };
    const wanted = decodeURIComponent(path.slice(path.indexOf('get=') + 4)).split(',');
    const value = (id: string) => metrics()[id.replace(/^\d+\./, '')];
    return path.includes('agg=sum')
      ? { json: wanted.flatMap((id) => (typeof value(id) === 'number' ? [{ id, sum: value(id) }] : [])) }
      : { json: wanted.map((id) => ({ id, value: id.startsWith('1.') ? (value(id) ?? '') : '' })) };
  });
  return { counter: new JobCounter(new JobManager({ url: flink.url }), 'j'), ...flink };
}

const ofSource = (numbers: Partial<Record<(typeof counters)[number], number>> = {}) => ({
  [`${scope}.numRecordsOut`]: 7,
  ...Object.fromEntries(counters.map((name) => [reader(name), numbers[name] ?? 0])),
});
const ofWindow = { 'WindowAggregate[3].numRecordsIn': 6, 'WindowAggregate[3].numLateRecordsDropped': 2 };
const ofSink = { 'out_sink[4]__Writer.numRecordsSend': 4 };

test('a job that is asked for while it initializes has no plan yet, and is counted once it has', async () => {
  const vertices: object[] = [];
  const { counter } = await jobOf(() => ofSource({ read: 10 }), vertices);
  expect((await counter.counts()).sources.size).toBe(0);
  vertices.push({ id: 'v1', parallelism: 2, description: `${source}<br/>+- [2]:Calc(select=[id])<br/>` });
  expect((await counter.counts()).sources.get('orders.source')?.read).toBe(10);
});

test('gives the counters of sources and destinations by their tables, and of windows', async () => {
  const { counter } = await jobOf(() => ({ ...ofSource({ read: 10, deleted: 3 }), ...ofWindow, ...ofSink }));
  const { sources, written, windows } = await counter.counts();
  expect([...sources]).toEqual([
    [
      'orders.source',
      {
        read: 10,
        rows: 7,
        deleted: 3,
        unreadable: 0,
        emptied: 0,
        untimed: 0,
        unreadableExample: undefined,
        emptiedExample: undefined,
      },
    ],
  ]);
  expect([...written]).toEqual([['out.sink', 4]]);
  expect(windows).toEqual([{ does: '(select=[id, COUNT(*) AS n])', rows: 6, late: 2 }]);
});

describe('what Flink has not told yet', () => {
  test('is missing, not zero', async () => {
    const { counter } = await jobOf(() => ({}));
    expect(await counter.counts()).toEqual({ sources: new Map(), written: new Map(), windows: [] });
  });

  test.each(counters)('leaves a source out as long as its counter %s is missing', async (name) => {
    const others = Object.fromEntries(Object.entries(ofSource()).filter(([id]) => id !== reader(name)));
    const { counter } = await jobOf(() => others);
    expect((await counter.counts()).sources.size).toBe(0);
  });

  test('is asked for again at the next look, and what is complete is not looked for by name again', async () => {
    let metrics: Record<string, number> = { ...ofWindow };
    const { counter, lines } = await jobOf(() => metrics);
    expect((await counter.counts()).written.size).toBe(0);
    metrics = { ...ofSource(), ...ofWindow, ...ofSink };
    expect((await counter.counts()).written.size).toBe(1);
    const namesOf = () => lines().filter((line) => line.endsWith('/subtasks/metrics')).length;
    const before = namesOf();
    await counter.counts();
    expect(namesOf()).toBe(before);
    expect(lines().filter((line) => line.endsWith('/plan'))).toHaveLength(1);
  });
});

describe('an example of a message', () => {
  test.each([
    ['partition 3, offset 17\nIt is not JSON.', { partition: 3, offset: 17, reason: 'It is not JSON.' }],
    ['somewhere\nIt is not JSON.', { partition: undefined, offset: undefined, reason: 'It is not JSON.' }],
    ['partition 3, offset 17', { partition: 3, offset: 17, reason: '' }],
  ])('is read from the text of any subtask: %j', async (text, example) => {
    const { counter } = await jobOf(() => ({
      ...ofSource({ read: 2, unreadable: 1, emptied: 1 }),
      [reader('unreadableExample')]: text,
      [reader('emptiedExample')]: text,
    }));
    expect((await counter.counts()).sources.get('orders.source')).toMatchObject({
      unreadableExample: example,
      emptiedExample: example,
    });
  });

  test('is asked for only where something was counted', async () => {
    const { counter, lines } = await jobOf(() => ofSource({ read: 5 }));
    await counter.counts();
    expect(lines().filter((line) => line.includes('Example'))).toEqual([]);
  });

  test('is missing where every subtask has an empty text', async () => {
    const { counter } = await jobOf(() => ({ ...ofSource({ read: 2, unreadable: 1 }) }));
    expect((await counter.counts()).sources.get('orders.source')?.unreadableExample).toBeUndefined();
  });
});

test('a job without anything that is counted needs its plan alone', async () => {
  const { counter, lines } = await jobOf(() => ({}), [{ id: 'v', parallelism: 1, description: '[1]:Calc(x)<br/>' }]);
  await counter.counts();
  expect(lines()).toEqual(['GET /jobs/j/plan']);
});

test('fails as the JobManager does, and asks for the plan again next time', async () => {
  let isAway = true;
  const flink = await scriptedFlink(() => (isAway ? refusing(503, 'election') : { json: { plan: { nodes: [] } } }));
  const counter = new JobCounter(new JobManager({ url: flink.url }), 'j');
  await expect(counter.counts()).rejects.toThrow(/not ready/);
  isAway = false;
  expect(await counter.counts()).toEqual({ sources: new Map(), written: new Map(), windows: [] });
});
