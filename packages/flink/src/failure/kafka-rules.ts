import type { Cause } from '../rest/causes.ts';
import type { Rule } from './rule.ts';

/** The source names its topics in an outer exception: `Failed to get metadata for topics [A, B].` */
function topicOf(all: readonly Cause[]): string | undefined {
  for (const { message } of all) {
    const found =
      // bounded: causes have cut messages.
      /metadata for topics \[([^\],]+)\]|Topic (\S+) not present in metadata|for topic (?:'([^']+)'|(\S+?))[\s.,]/.exec(
        message,
      );
    if (found) return found[1] ?? found[2] ?? found[3] ?? found[4];
  }
  return undefined;
}

const reads = (all: readonly Cause[]) => topicOf(all) ?? 'of this node';

const mebibytes = (bytes: string | undefined) => `${(Number(bytes) / 1024 / 1024).toFixed(1)} MiB`;

/** Failures in reading from and writing to Kafka. */
export const kafkaRules: readonly Rule[] = [
  {
    code: 'run/topic-missing',
    cause: 'surroundings',
    type: /UnknownTopicOrPartitionException$/,
    say: (_, all) =>
      `The topic ${reads(all)} does not exist in Kafka. Create it or choose another topic, then start again.`,
    blame: 'source',
    topic: (_, all) => topicOf(all),
  },
  {
    code: 'run/topic-missing',
    cause: 'surroundings',
    type: /kafka.*TimeoutException$/,
    message: /^Topic (\S+) not present in metadata/,
    say: ([, topic]) =>
      `The topic ${topic} does not exist in Kafka. Create it or choose another topic, then start again.`,
    blame: 'sink',
    topic: ([, topic]) => topic,
  },
  {
    code: 'run/topic-not-allowed',
    cause: 'surroundings',
    type: /TopicAuthorizationException$/,
    // bounded: causes have cut messages.
    message: /\[([^\]]+)\]/,
    say: ([, topic]) => `Kafka does not allow the topic ${topic} to this connection. Ask its administrator for access.`,
  },
  {
    code: 'run/kafka-sign-in',
    cause: 'flow',
    type: /(Sasl|Ssl)AuthenticationException$/,
    say: () => "Kafka refused the connection's credentials. An administrator must renew them.",
  },
  {
    code: 'run/transaction-timeout',
    cause: 'flow',
    isFinal: true,
    type: /KafkaException$/,
    message: /transaction timeout is larger than the maximum/,
    say: () =>
      'Kafka allows only shorter transactions than exactly-once delivery asks for. Raise transaction.max.timeout.ms of the broker, or choose at-least-once delivery.',
    blame: 'sink',
  },
  {
    code: 'run/fenced',
    // After a job that was lost this passes; against another run it does not.
    cause: 'unknown',
    type: /(ProducerFenced|InvalidProducerEpoch|InvalidTxnState)Exception$/,
    say: () =>
      'Another job writes with the same transactions. Stop the other run of this flow, or start this one from its last checkpoint.',
    blame: 'sink',
  },
  {
    code: 'run/message-too-large',
    cause: 'flow',
    type: /RecordTooLargeException$/,
    message: /^The message is (\d+) bytes when serialized which is larger than (\d+)/,
    say: ([, bytes, bound]) =>
      `An event of ${mebibytes(bytes)} is larger than what is written at most, ${mebibytes(bound)}, whatever the topic takes. Remove large properties before the destination.`,
    blame: 'sink',
  },
  {
    code: 'run/message-too-large',
    cause: 'flow',
    type: /RecordTooLargeException$/,
    say: () =>
      'An event is larger than the destination topic takes. Raise max.message.bytes of the topic, or remove large properties before the destination.',
    blame: 'sink',
  },
  {
    code: 'run/offsets-gone',
    cause: 'flow',
    type: /(OffsetOutOfRange|NoOffsetForPartition)Exception$/,
    say: () =>
      'Kafka has already deleted the events from which reading was to go on. Start from the earliest or from now.',
    blame: 'source',
  },
  {
    code: 'run/broker-away',
    cause: 'surroundings',
    type: /kafka.*(Timeout|Disconnect|Network|BrokerNotAvailable)Exception$/,
    say: () =>
      'Kafka does not answer. Check that its brokers run and that Flink reaches the address of the connection.',
    topic: (_, all) => topicOf(all),
  },
];
