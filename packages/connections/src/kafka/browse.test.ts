import { ApiProblem, type FetchAnswer } from '@headrace/client';
import { expect, test } from 'vitest';
import { ConnectionFault } from '../contract.ts';
import browse from './browse.ts';

const cluster = { name: 'local', kind: 'kafka', bootstrapServers: 'kafka:9092' };

/** The topics of a Kafka administration that answers so. */
function browser(status: number, body: unknown, asked: string[] = []) {
  const answer = async (address: string, { method }: { readonly method: string }): Promise<FetchAnswer> => {
    asked.push(`${method} ${address}`);
    return { ok: status < 300, status, headers: new Headers(), body: null, json: async () => body };
  };
  const clientOf = () => {
    throw new Error('no client is needed');
  };
  return browse({ fetchFromKafkaAdmin: answer, clientOf });
}

test('lists topics with how busy they are', async () => {
  const asked: string[] = [];
  const topics = [{ name: 'a', partitions: 3, messages: 7, rate: 0.5, lastTimestamp: null }];
  expect(await browser(200, topics, asked).list(cluster)).toEqual([{ name: 'a', rate: 0.5, kept: 7 }]);
  expect(asked).toEqual(['GET /kafka/connections/local/topics']);
});

test.each([
  ['kafka/unknown-topic', 404, 'connection/unknown-resource'],
  ['kafka/topic-exists', 409, 'connection/resource-exists'],
  ['kafka/bad-topic', 400, 'connection/bad-resource'],
  ['kafka/unreachable', 503, 'connection/unreachable'],
  ['gateway/part-down', 503, 'connection/unreachable'],
  ['kafka/refused', 502, 'connection/refused'],
  ['http/internal', 500, 'connection/refused'],
])('the problem %s becomes that of any connection, with its sentence', async (code, status, expected) => {
  const { list, schema, create } = browser(status, { code, status, title: 'It is not there.' });
  for (const call of [list(cluster), schema(cluster, 'a'), create(cluster, 'a')]) {
    const error = await call.catch((fault: unknown) => fault);
    expect(error).toBeInstanceOf(ConnectionFault);
    expect(error).toMatchObject({ code: expected, message: 'It is not there.' });
  }
});

test('a limit of the Kafka administration stays what it is, since it passes by itself', async () => {
  const error = await browser(429, { code: 'limit/reads', status: 429, title: 'Too many.' })
    .schema(cluster, 'a')
    .catch((fault: unknown) => fault);
  expect(error).toBeInstanceOf(ApiProblem);
  expect(error).toMatchObject({ problem: { code: 'limit/reads' } });
});
