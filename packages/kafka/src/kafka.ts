import type { Kafka } from './cluster-client.ts';
import type { Credentials } from './credentials.ts';

/** Loading the client takes half a second. */
const client = () => import('./open.ts');

/** Loads the client in advance, so that the first call does not wait for it. */
export async function loadClient(): Promise<void> {
  await client();
}

/**
 * Opens a Kafka cluster. The client is loaded on the first call, so that programs that may not need Kafka start without it.
 * @param servers bootstrap servers, `host:port`, several with commas
 * @param credentials for a cluster that requires authentication
 */
export function openKafka(servers: string, credentials?: Credentials): Kafka {
  let opened: Promise<Kafka> | undefined;
  const kafka = (): Promise<Kafka> => {
    opened ??= client().then(({ open }) => open(servers, credentials));
    return opened;
  };
  return {
    topics: async (only) => (await kafka()).topics(only),
    partitions: async (topic) => (await kafka()).partitions(topic),
    topicNames: async () => (await kafka()).topicNames(),
    createTopic: async (topic) => (await kafka()).createTopic(topic),
    ensureTopics: async (topics) => (await kafka()).ensureTopics(topics),
    deleteTopics: async (names) => (await kafka()).deleteTopics(names),
    newest: async (topic, limit, bytes) => (await kafka()).newest(topic, limit, bytes),
    messageAt: async (topic, partition, offset) => (await kafka()).messageAt(topic, partition, offset),
    readAll: async (topic) => (await kafka()).readAll(topic),
    send: async (messages) => (await kafka()).send(messages),
    close: async () => (await opened)?.close(),
  };
}
