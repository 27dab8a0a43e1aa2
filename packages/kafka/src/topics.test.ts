import { ProtocolError } from '@platformatic/kafka';
import { describe, expect, test } from 'vitest';
import { batchOf, fakeClients } from './testing/fake-cluster.ts';
import { createTopics, listTopics, partitionEnds, topicNames } from './topics.ts';

const now = 1_000_000;
const at = (offset: number, seconds: number) => batchOf(offset, 'v', { timestamp: now - seconds * 1000 });

describe('the list of topics', () => {
  test('counts messages and the rate of the last minute over all partitions', async () => {
    const { clients } = fakeClients({
      T: [{ batches: [at(0, 600), at(1, 50), at(2, 10)] }, { batches: [at(0, 30)] }],
    });
    expect(await listTopics(clients, now)).toEqual([
      { name: 'T', partitions: 2, messages: 4, rate: 3 / 60, lastTimestamp: now - 10_000 },
    ]);
  });

  test('does not count messages that were deleted', async () => {
    const { clients } = fakeClients({ T: [{ batches: [at(7, 600)], first: 7n, end: 10n }] });
    expect((await listTopics(clients, now))[0]).toMatchObject({ messages: 3, rate: 0 });
  });

  test('has no time and no rate for a topic without messages', async () => {
    const { clients } = fakeClients({ T: [{ batches: [] }] });
    expect(await listTopics(clients, now)).toEqual([
      { name: 'T', partitions: 1, messages: 0, rate: 0, lastTimestamp: null },
    ]);
  });

  test('is sorted by rate, then by messages, then by name', async () => {
    const { clients } = fakeClients({
      b: [{ batches: [at(0, 600)] }],
      a: [{ batches: [at(0, 600)] }],
      full: [{ batches: [at(0, 600), at(1, 600)] }],
      busy: [{ batches: [at(0, 1)] }],
    });
    expect((await listTopics(clients, now)).map(({ name }) => name)).toEqual(['busy', 'full', 'a', 'b']);
  });

  test('leaves internal topics out, unless they are named', async () => {
    const { clients } = fakeClients({ __offsets: [{ batches: [] }], T: [{ batches: [] }] });
    expect((await listTopics(clients, now)).map(({ name }) => name)).toEqual(['T']);
    expect((await listTopics(clients, now, ['__offsets'])).map(({ name }) => name)).toEqual(['__offsets']);
    expect(await topicNames(clients)).toEqual(['__offsets', 'T']);
  });
});

describe('creating topics', () => {
  test('creates those that are missing, with the settings asked for', async () => {
    const { clients, asked } = fakeClients({ T: [] });
    await createTopics(
      clients,
      [
        { name: 'T', partitions: 1 },
        { name: 'N', partitions: 3, maxMessageBytes: 5 },
      ],
      true,
    );
    expect(asked.created).toEqual([
      { topics: ['N'], partitions: 3, replicas: -1, configs: [{ name: 'max.message.bytes', value: '5' }] },
    ]);
  });

  test('leaves it to the cluster to refuse one that exists, unless missing ones are asked for', async () => {
    const { clients, asked } = fakeClients({ T: [] });
    await createTopics(clients, [{ name: 'T', partitions: 1 }], false);
    expect(asked.created).toHaveLength(1);
  });

  test('names the topic that a name collides with, which Kafka does not', async () => {
    const { clients } = fakeClients({ a_b: [] }, new ProtocolError('INVALID_TOPIC_EXCEPTION'));
    await expect(createTopics(clients, [{ name: 'a.b', partitions: 1 }], false)).rejects.toMatchObject({
      code: 'kafka/topic-collides',
      message: expect.stringContaining('a_b'),
    });
  });

  test('gives the error of the client where no name collides', async () => {
    const error = new ProtocolError('INVALID_TOPIC_EXCEPTION');
    const { clients } = fakeClients({ other: [] }, error);
    await expect(createTopics(clients, [{ name: 'a.b', partitions: 1 }], false)).rejects.toBe(error);
  });
});

test('gives the ends of each partition', async () => {
  const { clients } = fakeClients({ T: [{ batches: [], first: 4n, end: 9n }, { batches: [at(0, 1)] }] });
  expect(await partitionEnds(clients, 'T')).toEqual([
    { partition: 0, first: 4n, end: 9n },
    { partition: 1, first: 0n, end: 1n },
  ]);
});
