import { openClients } from './cluster.ts';
import type { Kafka } from './cluster-client.ts';
import { collect } from './collect.ts';
import type { Credentials } from './credentials.ts';
import { send } from './produce.ts';
import { messageAt, readAll, readNewest } from './read/read.ts';
import { createTopics, listTopics, partitionEnds, topicNames } from './topics.ts';

/** A cluster through the client, which this module loads with it. */
export function open(servers: string, credentials: Credentials | undefined): Kafka {
  const clients = openClients(servers, credentials);
  const { guard } = clients;
  return {
    topics: (only) => guard(() => listTopics(clients, Date.now(), only)),
    partitions: (topic) => guard(() => partitionEnds(clients, topic)),
    topicNames: () => guard(() => topicNames(clients)),
    createTopic: (topic) => guard(() => createTopics(clients, [topic], false)),
    ensureTopics: (topics) => guard(() => createTopics(clients, topics, true)),
    deleteTopics: (names) => guard(() => clients.admin().deleteTopics({ topics: [...names] })),
    newest: (topic, limit, bytes) => guard(() => readNewest(clients, topic, limit, bytes)),
    messageAt: (topic, partition, offset) => guard(() => messageAt(clients, topic, partition, BigInt(offset))),
    readAll: (topic) => guard(() => collect(readAll(clients, topic))),
    send: (messages) => guard(() => send(clients, messages)),
    close: clients.close,
  };
}
