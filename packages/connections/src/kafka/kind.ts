import { defineConnectionKind } from '@headrace/flow';
import { collidingTopic, collisionSentence, isTopicName } from '@headrace/kafka/topic-names';
import { portOf } from '@headrace/topology';
import * as z from 'zod';

const port = portOf('kafka');

const settings = z.object({
  bootstrapServers: z.string().min(1).describe('`host:port` of a broker or several, with commas between them.'),
  security: z
    .literal('sasl')
    .optional()
    .describe(
      'Clients sign in to the cluster with SCRAM-SHA-512. The servers of Headrace know the credentials; they are in no file of flows.',
    ),
});

export type KafkaSettings = z.infer<typeof settings>;

/** A Kafka cluster, of which flows read and write topics. */
export default defineConnectionKind<KafkaSettings>({
  kind: 'kafka',
  title: 'Kafka cluster',
  description: 'Events in topics, read and written.',
  settings,
  examples: [
    { name: 'local', settings: { bootstrapServers: `127.0.0.1:${port}` } },
    {
      name: 'plant-7',
      description: 'The cluster of plant 7',
      settings: { bootstrapServers: `kafka-1.example:${port},kafka-2.example:${port}` },
    },
  ],
  address: ({ bootstrapServers }) => bootstrapServers,
  assumed: (name) => ({ bootstrapServers: name }),
  resource: {
    word: 'topic',
    plural: 'topics',
    nameFault: (name) =>
      isTopicName(name)
        ? undefined
        : `Kafka has no topics named '${name}': letters, digits, dots, dashes and underscores, at most 249.`,
    collision: (name, others) => {
      const existing = collidingTopic(name, others);
      return existing === undefined ? undefined : { existing, message: collisionSentence(name, existing) };
    },
  },
});
