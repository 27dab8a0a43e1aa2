import { NewTopic } from '@headrace/api';
import { type Kafka, KafkaFault, loadClient, openKafka } from '@headrace/kafka';
import {
  type ConnectionClient,
  type ConnectionDriver,
  ConnectionFault,
  type ConnectionFaultCode,
  type Credentials,
} from '../contract.ts';

const codes = {
  'kafka/unreachable': 'connection/unreachable',
  'kafka/refused': 'connection/refused',
  'kafka/unknown-topic': 'connection/unknown-resource',
  'kafka/topic-exists': 'connection/resource-exists',
  'kafka/topic-collides': 'connection/resource-exists',
  'kafka/bad-topic': 'connection/bad-resource',
} as const satisfies Record<KafkaFault['code'], ConnectionFaultCode>;

/** How a topic is created, as the destination of a flow says it. */
const How = NewTopic.omit({ name: true });

/** Turns a `KafkaFault` into the fault of any connection. */
async function guard<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof KafkaFault)) throw error;
    throw new ConnectionFault(codes[error.code], error.message, error);
  }
}

/** Those of the topics that the cluster does not have. It refuses a request that names one, without saying which. */
async function missing(kafka: Kafka, topics: readonly string[]): Promise<readonly string[]> {
  if (topics.length === 0) return [];
  try {
    const there = new Set((await kafka.topics(topics)).map(({ name }) => name));
    return topics.filter((topic) => !there.has(topic));
  } catch (error) {
    if (!(error instanceof KafkaFault) || error.code !== 'kafka/unknown-topic') throw error;
    if (topics.length === 1) return topics;
    return (await Promise.all(topics.map((topic) => missing(kafka, [topic])))).flat();
  }
}

/** A cluster for previews and runs. */
export function clientOf(kafka: Kafka): ConnectionClient {
  return {
    missing: (topics) => guard(missing(kafka, topics)),
    names: () => guard(kafka.topicNames()),
    ensure: (topic, how) => guard(kafka.ensureTopics([{ name: topic, ...How.parse(how) }])),
    partitions: (topic) => guard(kafka.partitions(topic)),
    messageAt: async (topic, partition, offset) =>
      (await guard(kafka.messageAt(topic, partition, offset)))?.value?.toString('utf8'),
    close: () => kafka.close(),
  };
}

export default {
  load: loadClient,
  open: (servers: string, credentials: Credentials | undefined) => clientOf(openKafka(servers, credentials)),
} satisfies ConnectionDriver;
