import { type Kafka, openKafka } from '@headrace/kafka';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

let kafka: Kafka;
beforeAll(() => {
  kafka = openKafka(inject('engine').bootstrapServers);
});
afterAll(() => kafka?.close());

test('writes small messages of more than max.message.bytes together, in their order', async () => {
  const topic = `MANY-${process.pid}`;
  await kafka.ensureTopics([{ name: topic, partitions: 1 }]);
  const values = Array.from({ length: 5000 }, (_, i) => `${i} ${'x'.repeat(300)}`);
  await kafka.send(values.map((value) => ({ topic, key: null, value })));
  const written = await kafka.readAll(topic);
  expect(written.map(({ value }) => value?.toString())).toEqual(values);
});
