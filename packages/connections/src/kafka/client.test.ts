import { type Kafka, KafkaFault } from '@headrace/kafka';
import { expect, test } from 'vitest';
import { ConnectionFault } from '../contract.ts';
import { clientOf } from './client.ts';

/** A cluster with these topics, which refuses a request that names another, as Kafka does. */
function cluster(existing: readonly string[], asked: string[][] = []): Kafka {
  const topics = async (only: readonly string[] = existing) => {
    asked.push([...only]);
    if (only.some((name) => !existing.includes(name))) throw new KafkaFault('kafka/unknown-topic', 'There is none.');
    return only.map((name) => ({ name, partitions: 1, messages: 0, rate: 0, lastTimestamp: null }));
  };
  return { topics } as Partial<Kafka> as Kafka;
}

test('topics that exist are asked for at once', async () => {
  const asked: string[][] = [];
  expect(await clientOf(cluster(['a', 'b'], asked)).missing(['a', 'b'])).toEqual([]);
  expect(asked).toEqual([['a', 'b']]);
});

test('finds out which of several topics are missing, since the cluster does not say', async () => {
  expect(await clientOf(cluster(['a', 'c'])).missing(['a', 'b', 'c', 'd'])).toEqual(['b', 'd']);
  expect(await clientOf(cluster([])).missing(['b'])).toEqual(['b']);
  expect(await clientOf(cluster([])).missing([])).toEqual([]);
});

test.each([
  ['kafka/unreachable', 'connection/unreachable'],
  ['kafka/refused', 'connection/refused'],
  ['kafka/topic-collides', 'connection/resource-exists'],
  ['kafka/bad-topic', 'connection/bad-resource'],
] as const)('a fault of Kafka, %s, becomes that of any connection, with its sentence', async (code, expected) => {
  const fails = async () => {
    throw new KafkaFault(code, 'No broker answers.');
  };
  const kafka: Partial<Kafka> = { topics: fails, ensureTopics: fails, topicNames: fails };
  const client = clientOf(kafka as Kafka);
  for (const call of [client.missing(['a']), client.ensure('a', { partitions: 1 }), client.names()]) {
    const error = await call.catch((fault: unknown) => fault);
    expect(error).toBeInstanceOf(ConnectionFault);
    expect(error).toMatchObject({ code: expected, message: 'No broker answers.' });
  }
});

test('a fault of our own stays what it is', async () => {
  const fails = async () => {
    throw new TypeError('x is undefined');
  };
  await expect(clientOf({ topics: fails } as Partial<Kafka> as Kafka).missing(['a'])).rejects.toThrow(TypeError);
});

test('a topic is created as the destination says it, with what it does not say left to the broker', async () => {
  const made: unknown[] = [];
  const kafka: Partial<Kafka> = {
    ensureTopics: async (topics) => {
      made.push(...topics);
    },
  };
  await clientOf(kafka as Kafka).ensure('a', { partitions: 3, maxMessageBytes: 2048 });
  await clientOf(kafka as Kafka).ensure('b', {});
  expect(made).toEqual([
    { name: 'a', partitions: 3, maxMessageBytes: 2048 },
    { name: 'b', partitions: 1 },
  ]);
});
