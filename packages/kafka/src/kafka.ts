import type { NewTopic, TopicInfo } from '@headrace/api';
import { openClients } from './cluster.ts';
import { collect } from './collect.ts';
import { type OutMessage, send } from './produce.ts';
import type { ReadMessage } from './read/message.ts';
import { readAll, readNewest } from './read/read.ts';
import { createTopics, listTopics } from './topics.ts';

/** A Kafka cluster. Every method fails with a `KafkaFault` when the cluster cannot or will not do it. */
export interface Kafka {
  /** Topics with counts and rates, busiest first; `only` restricts to some names. */
  topics(only?: readonly string[]): Promise<TopicInfo[]>;
  createTopic(topic: NewTopic): Promise<void>;
  /** Creates those of the topics that do not exist. */
  ensureTopics(topics: readonly NewTopic[]): Promise<void>;
  deleteTopics(names: readonly string[]): Promise<void>;
  /** Newest messages over all partitions, newest first. */
  newest(topic: string, limit: number): Promise<ReadMessage[]>;
  /** All committed messages that the topic holds now. */
  readAll(topic: string): Promise<ReadMessage[]>;
  send(messages: readonly OutMessage[]): Promise<void>;
  close(): Promise<void>;
}

/** @param servers bootstrap servers, `host:port`, several with commas */
export function openKafka(servers: string): Kafka {
  const clients = openClients(servers);
  const { guard } = clients;
  return {
    topics: (only) => guard(() => listTopics(clients, Date.now(), only)),
    createTopic: (topic) => guard(() => createTopics(clients, [topic], false)),
    ensureTopics: (topics) => guard(() => createTopics(clients, topics, true)),
    deleteTopics: (names) => guard(() => clients.admin().deleteTopics({ topics: [...names] })),
    newest: (topic, limit) => guard(() => readNewest(clients, topic, limit)),
    readAll: (topic) => guard(() => collect(readAll(clients, topic))),
    send: (messages) => guard(() => send(clients, messages)),
    close: clients.close,
  };
}
