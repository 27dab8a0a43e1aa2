import { describe, expect, test } from 'vitest';
import { collect } from '../collect.ts';
import { batchOf, type FakeTopics, fakeClients, markerOf } from '../testing/fake-cluster.ts';
import { messageAt, readAll, readNewest } from './read.ts';

const partition = (...offsets: number[]) => ({ batches: offsets.map((offset) => batchOf(offset, `v${offset}`)) });
const values = (messages: readonly { readonly value: Buffer | null }[]) => messages.map((m) => m.value?.toString());
const range = (length: number) => Array.from({ length }, (_, i) => i);

describe('all messages', () => {
  const all = async (topics: FakeTopics) => values(await collect(readAll(fakeClients(topics).clients, 'T')));

  test('are read in as many pieces as it takes, partition after partition', async () => {
    const { clients, asked } = fakeClients({ T: [partition(0, 1, 2, 3, 4), partition(0)] });
    expect(values(await collect(readAll(clients, 'T')))).toEqual(['v0', 'v1', 'v2', 'v3', 'v4', 'v0']);
    expect(asked.fetched).toEqual(['0:0', '0:2', '0:4', '1:0']);
  });

  test('end at the end that the topic had at the beginning', async () => {
    expect(await all({ T: [{ ...partition(0, 1, 2), end: 2n }] })).toEqual(['v0', 'v1']);
  });

  test('may have gaps, where the topic was compacted', async () => {
    expect(await all({ T: [partition(0, 5, 9)] })).toEqual(['v0', 'v5', 'v9']);
  });

  test('end where the rest was deleted meanwhile', async () => {
    expect(await all({ T: [{ ...partition(0, 1), end: 50n }, partition(0)] })).toEqual(['v0', 'v1', 'v0']);
  });

  test('of a partition without a leader are left out', async () => {
    expect(await all({ T: [{ ...partition(0), isLeaderless: true }, partition(7)] })).toEqual(['v7']);
  });

  test('do not hold the markers of transactions', async () => {
    expect(await all({ T: [{ batches: [batchOf(0, 'a'), markerOf(1), batchOf(2, 'b')] }] })).toEqual(['a', 'b']);
  });

  test('of a topic that was deleted meanwhile are none', async () => {
    expect(await all({})).toEqual([]);
  });
});

describe('one message', () => {
  const { clients } = fakeClients({ T: [partition(0, 1, 5), partition(3)] });

  test.each([
    [0, 1n, 'v1'],
    [1, 3n, 'v3'],
    [0, 2n, undefined],
    [0, 99n, undefined],
    [7, 0n, undefined],
  ])('of partition %i at offset %i is %s', async (number, offset, value) => {
    expect((await messageAt(clients, 'T', number, offset))?.value?.toString()).toBe(value);
  });
});

describe('the newest messages', () => {
  test('are those of all partitions by time, newest first', async () => {
    const at = (offset: number, timestamp: number) => batchOf(offset, `t${timestamp}`, { timestamp });
    const { clients } = fakeClients({ T: [{ batches: [at(0, 1), at(1, 4)] }, { batches: [at(0, 3), at(1, 2)] }] });
    expect(values(await readNewest(clients, 'T', 3, 1000))).toEqual(['t4', 't3', 't2']);
  });

  test('are read from the end of the topic only', async () => {
    const { clients, asked } = fakeClients({ T: [partition(...range(1000))] });
    expect(values(await readNewest(clients, 'T', 3, 10_000))).toEqual(['v999', 'v998', 'v997']);
    expect(asked.fetched).toEqual(['0:997', '0:999']);
  });

  test('are looked for further back where markers of transactions stand at the end', async () => {
    const markers = range(10).map((i) => markerOf(990 + i));
    const messages = range(990).map((offset) => batchOf(offset, `v${offset}`));
    const { clients, asked } = fakeClients({ T: [{ batches: [...messages, ...markers] }] });
    expect(values(await readNewest(clients, 'T', 3, 10_000))).toEqual(['v989', 'v988', 'v987']);
    expect(asked.fetched[0]).toBe('0:997');
    expect(asked.fetched).toContain('0:976');
  });

  test('are all of a topic that has fewer', async () => {
    const { clients } = fakeClients({ T: [partition(0, 1), { batches: [] }] });
    expect(values(await readNewest(clients, 'T', 10, 10_000))).toEqual(['v1', 'v0']);
  });

  test('are as many as fit, and one at least', async () => {
    const large = { batches: range(5).map((offset) => batchOf(offset, `${offset}`.repeat(100))) };
    expect(await readNewest(fakeClients({ T: [large] }).clients, 'T', 5, 250)).toHaveLength(2);
    expect(await readNewest(fakeClients({ T: [large] }).clients, 'T', 5, 1)).toHaveLength(1);
  });

  test('are given up where eight times their bytes were read', async () => {
    const old = range(100).map((offset) => batchOf(offset, 'x'.repeat(100), { timestamp: 1000 - offset }));
    const { clients, asked } = fakeClients({ T: [{ batches: old }] });
    const found = await readNewest(clients, 'T', 100, 200);
    expect(found.length).toBeGreaterThan(0);
    // 17 messages of 100 bytes are more than eight times 200 bytes; two come with each fetch.
    expect(asked.fetched.length).toBeLessThanOrEqual(9);
  });

  test('of an empty topic are none', async () => {
    expect(await readNewest(fakeClients({ T: [{ batches: [] }] }).clients, 'T', 5, 100)).toEqual([]);
  });
});
