import type { NewTopic, TopicInfo } from '@headrace/api';
import type { OutMessage } from './produce.ts';
import type { ReadMessage } from './read/message.ts';

export interface PartitionEnds {
  readonly partition: number;
  readonly first: bigint;
  readonly end: bigint;
}

/** A Kafka cluster. Every method fails with a `KafkaFault` if the cluster does not answer or rejects the request. */
export interface Kafka {
  /** Topics with counts and rates, busiest first; `only` restricts to some names. */
  topics(only?: readonly string[]): Promise<TopicInfo[]>;
  /** The current offsets of each partition: that of its first message, and the one after its last. */
  partitions(topic: string): Promise<PartitionEnds[]>;
  /** Names of all topics, internal ones too. */
  topicNames(): Promise<string[]>;
  createTopic(topic: NewTopic): Promise<void>;
  /** Creates those of the topics that do not exist. */
  ensureTopics(topics: readonly NewTopic[]): Promise<void>;
  deleteTopics(names: readonly string[]): Promise<void>;
  /** Newest messages over all partitions, newest first: at most `limit`, and fewer where they are larger than `bytes` in sum. */
  newest(topic: string, limit: number, bytes: number): Promise<ReadMessage[]>;
  /** One committed message; undefined if the topic does not contain it (any more). */
  messageAt(topic: string, partition: number, offset: number): Promise<ReadMessage | undefined>;
  /** All committed messages that the topic contains now. */
  readAll(topic: string): Promise<ReadMessage[]>;
  send(messages: readonly OutMessage[]): Promise<void>;
  close(): Promise<void>;
}
