import { type Kafka, openKafka } from '@headrace/kafka';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

let kafka: Kafka;
beforeAll(() => {
  kafka = openKafka(inject('engine').bootstrapServers);
});
afterAll(() => kafka?.close());

const sizes = (messages: Awaited<ReturnType<Kafka['newest']>>) =>
  messages.reduce((sum, { value }) => sum + (value?.length ?? 0), 0);

test('of large messages the newest are given, as many as fit', async () => {
  const topic = `LARGE-${process.pid}`;
  await kafka.ensureTopics([{ name: topic, partitions: 3 }]);
  for (let i = 0; i < 60; i++)
    await kafka.send([{ topic, key: String(i), value: `${i} ${'x'.repeat(200_000)}`, timestamp: 1_000_000 + i }]);
  const given = await kafka.newest(topic, 60, 2_000_000);
  expect(sizes(given)).toBeLessThanOrEqual(2_000_000);
  expect(given.map(({ key }) => key?.toString())).toEqual(Array.from({ length: 9 }, (_, i) => String(59 - i)));
  expect(await kafka.newest(topic, 5, 100_000_000)).toHaveLength(5);
  expect(await kafka.newest(topic, 5, 10)).toHaveLength(1);
});
