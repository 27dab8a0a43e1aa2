import { type Kafka, openKafka } from '@headrace/kafka';
import { collidingTopic } from '@headrace/kafka/topic-names';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

let kafka: Kafka;
beforeAll(() => {
  kafka = openKafka(inject('engine').bootstrapServers);
});
afterAll(() => kafka.close());

const names = ['x.y', 'x_y', 'x-y', 'x.y.z', 'x_y.z', 'x.y_z', 'X.y', 'xy', 'x..y', 'x_.y'];

test('a topic is refused beside another exactly where we say that their names collide, and it is said with which', async () => {
  for (const first of names) {
    await kafka.createTopic({ name: first, partitions: 1 });
    for (const second of names.filter((name) => name !== first)) {
      const refused = await kafka.createTopic({ name: second, partitions: 1 }).then(
        () => undefined,
        (error) => error,
      );
      const collides = collidingTopic(second, [first]) !== undefined;
      expect(refused?.code, `${second} beside ${first}`).toBe(collides ? 'kafka/topic-collides' : undefined);
      if (collides) expect(refused.message).toContain(`${second} collides with ${first}`);
      else await kafka.deleteTopics([second]);
    }
    await kafka.deleteTopics([first]);
  }
});

test('a name that Kafka does not take at all is said so', async () => {
  await expect(kafka.createTopic({ name: 'a b', partitions: 1 })).rejects.toMatchObject({ code: 'kafka/bad-topic' });
});
