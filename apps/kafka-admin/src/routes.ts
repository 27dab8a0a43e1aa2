import type { kafkaAdminRoutes } from '@headrace/api';
import kafka from '@headrace/connections/kinds/kafka';
import type { Handlers } from '@headrace/http/bind';
import { findSchema, type Kafka } from '@headrace/kafka';
import { ContractError, overLimit, type Sizes, sizeOf } from '@headrace/service';
import type { Connections } from './connections.ts';
import { toProblem } from './faults.ts';
import { headersOf, toSample } from './view.ts';

/** A topic of a registered cluster, as a path names it. */
interface TopicPath {
  readonly connection: string;
  readonly topic: string;
}

export function kafkaAdminHandlers(connections: Connections, sizes?: Sizes): Handlers<typeof kafkaAdminRoutes> {
  /** Runs a call on the cluster of a connection. */
  const on = async <T>(connection: string, call: (kafka: Kafka) => Promise<T>): Promise<T> => {
    const kafka = await connections.cluster(connection);
    return call(kafka).catch((error) => {
      throw toProblem(error);
    });
  };

  const newest = ({ connection, topic }: TopicPath, count: number) => {
    if (count > sizeOf('messages', sizes)) throw overLimit('messages');
    return on(connection, (kafka) => kafka.newest(topic, count, sizeOf('messageBytes', sizes)));
  };

  return {
    clusters: {
      list: async () =>
        (await connections.list()).map(({ name, description }) => ({
          name,
          kind: kafka.kind,
          ...(description === undefined ? {} : { description }),
        })),
    },
    topics: {
      list: ({ params }) => on(params.connection, (kafka) => kafka.topics()),
      create: ({ params, body }) =>
        on(params.connection, async (kafka) => {
          await kafka.createTopic(body);
          const [created] = await kafka.topics([body.name]);
          if (!created)
            throw new ContractError('kafka/refused', `The topic '${body.name}' was created and is gone again.`);
          return created;
        }),
      messages: async ({ params, query }) => (await newest(params, query.limit)).map(toSample),
      async schema({ params, query }) {
        const messages = await newest(params, query.messages);
        return findSchema(
          messages.map((message) => ({
            key: message.key?.toString('utf8') ?? null,
            value: message.value?.toString('utf8') ?? null,
            headers: headersOf(message),
          })),
        );
      },
    },
  };
}
