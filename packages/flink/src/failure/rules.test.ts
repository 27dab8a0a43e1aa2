import { describe, expect, test } from 'vitest';
import { describeFailure } from './describe.ts';
import type { FlowFacts } from './facts.ts';
import { clusterRules, readRules, workRules } from './job-rules.ts';
import { kafkaRules } from './kafka-rules.ts';

const facts: FlowFacts = {
  tables: [
    { table: 'in', node: 'reader', role: 'source', topic: 'IN' },
    { table: 'out', node: 'writer', role: 'sink', topic: 'OUT' },
  ],
  written: [],
};
const traceOf = (type: string, message: string) => `${type}: ${message}\n\tat a.B.c(B.java:1)\n`;
const kafka = 'org.apache.kafka.common.errors';
const flink = 'org.apache.flink';

/** For each rule: an exception, and the whole answer but for its text. */
const known: readonly [
  code: string,
  type: string,
  message: string,
  cause: string,
  node: string | null,
  final: boolean,
][] = [
  ['run/not-a-number', 'java.lang.NumberFormatException', 'For input string: "x"', 'flow', null, false],
  ['run/not-a-time', 'java.time.DateTimeException', 'Unable to parse', 'flow', null, false],
  ['run/division-by-zero', 'java.lang.ArithmeticException', '/ by zero', 'flow', null, false],
  ['run/null-event-time', 'java.lang.RuntimeException', 'RowTime field should not be null', 'flow', 'reader', false],
  [
    'run/null-not-allowed',
    `${flink}.table.api.TableRuntimeException`,
    "Column 'a' is NOT NULL, however",
    'flow',
    'writer',
    false,
  ],
  ['run/wrong-class', 'java.lang.ClassCastException', 'a.B cannot be cast', 'flow', null, false],
  [
    'run/unreadable',
    'dev.headrace.json.UnreadableMessage',
    'A message cannot be read (partition 1, offset 2). It is not JSON.',
    'flow',
    'reader',
    false,
  ],
  ['run/cancelled', `${flink}.runtime.client.JobCancellationException`, 'Job was cancelled.', 'flow', null, false],
  [
    'run/no-slots',
    `${flink}.runtime.jobmanager.scheduler.NoResourceAvailableException`,
    'Could not acquire',
    'surroundings',
    null,
    false,
  ],
  [
    'run/savepoint-gone',
    `${flink}.util.FlinkException`,
    "Cannot find checkpoint or savepoint file/directory 'x'",
    'flow',
    null,
    true,
  ],
  [
    'run/savepoint-unfit',
    'java.lang.IllegalStateException',
    'Cannot map checkpoint/savepoint state for operator x',
    'flow',
    null,
    true,
  ],
  ['run/out-of-memory', 'java.lang.OutOfMemoryError', 'Java heap space', 'unknown', null, false],
  [
    'run/checkpoints-fail',
    `${flink}.util.FlinkRuntimeException`,
    'Exceeded checkpoint tolerable failure threshold.',
    'surroundings',
    null,
    false,
  ],
  [
    'run/task-manager-lost',
    `${flink}.runtime.jobmaster.JobMasterException`,
    'TaskManager with id x is no longer reachable.',
    'surroundings',
    null,
    false,
  ],
  [
    'run/connector-missing',
    `${flink}.table.api.ValidationException`,
    "Could not find any factory for identifier 'nope'",
    'flow',
    null,
    true,
  ],
  [
    'run/topic-missing',
    `${kafka}.UnknownTopicOrPartitionException`,
    'This server does not host',
    'surroundings',
    'reader',
    false,
  ],
  [
    'run/topic-missing',
    `${kafka}.TimeoutException`,
    'Topic OUT not present in metadata after 60000 ms.',
    'surroundings',
    'writer',
    false,
  ],
  [
    'run/topic-not-allowed',
    `${kafka}.TopicAuthorizationException`,
    'Not authorized to access topics: [IN]',
    'surroundings',
    null,
    false,
  ],
  ['run/kafka-sign-in', `${kafka}.SaslAuthenticationException`, 'Authentication failed', 'flow', null, false],
  [
    'run/transaction-timeout',
    `org.apache.kafka.common.KafkaException`,
    'The transaction timeout is larger than the maximum value allowed',
    'flow',
    'writer',
    true,
  ],
  ['run/fenced', `${kafka}.ProducerFencedException`, 'There is a newer producer', 'unknown', 'writer', false],
  [
    'run/message-too-large',
    `${kafka}.RecordTooLargeException`,
    'The message is 2097152 bytes when serialized which is larger than 1048576',
    'flow',
    'writer',
    false,
  ],
  [
    'run/message-too-large',
    `${kafka}.RecordTooLargeException`,
    'The request included a message larger',
    'flow',
    'writer',
    false,
  ],
  ['run/offsets-gone', `${kafka}.OffsetOutOfRangeException`, 'Fetch position', 'flow', 'reader', false],
  [
    'run/broker-away',
    `${kafka}.TimeoutException`,
    'Timed out waiting for a node assignment',
    'surroundings',
    null,
    false,
  ],
];

test('every rule has an example here', () => {
  const codes = [...workRules, ...readRules, ...clusterRules, ...kafkaRules].map((rule) => rule.code);
  expect(known.map(([code]) => code).sort()).toEqual(codes.sort());
});

test.each(known)('%s by %s: %s', (code, type, message, cause, node, isFinal) => {
  const failure = describeFailure({ trace: traceOf(type, message), taskName: null }, facts);
  expect(failure).toMatchObject({ code, cause, node, isFinal, kind: code });
  expect(failure.message).toMatch(/^[A-Z][^\n]*\.$/);
});

test.each(known)('%s is found as the deepest cause of a failed job too', (code, type, message) => {
  const wrapped = `${flink}.runtime.JobException: Recovery is suppressed by NoRestartBackoffTimeStrategy\n\tat a.B.c(B.java:1)\nCaused by: ${traceOf(type, message)}`;
  expect(describeFailure({ trace: wrapped, taskName: null }, facts).code).toBe(code);
});

test('the work of a flow is blamed before the reading that Flink wraps it in', () => {
  const trace = `java.io.IOException: Failed to deserialize consumer record\n\tat a.B.c(B.java:1)\nCaused by: ${traceOf('java.lang.NumberFormatException', 'For input string: "x"')}`;
  expect(describeFailure({ trace, taskName: null }, facts).code).toBe('run/not-a-number');
});

describe('the node of a failure', () => {
  const two: FlowFacts = {
    tables: [
      { table: 'a', node: 'first', role: 'source', topic: 'A' },
      { table: 'b', node: 'second', role: 'source', topic: 'B' },
      { table: 'c', node: 'third', role: 'source', topic: 'B' },
    ],
    written: [],
  };
  const missing = (message: string) =>
    `${flink}.util.FlinkRuntimeException: ${message}\n\tat a.B.c(B.java:1)\nCaused by: ${traceOf(`${kafka}.UnknownTopicOrPartitionException`, 'x')}`;

  test.each<[string, string, string | null]>([
    ['the only one of the topic that is named', 'Failed to get metadata for topics [A].', 'first'],
    ['none where two nodes read the topic', 'Failed to get metadata for topics [B].', null],
    ['none where nothing says which it is', 'Failed', null],
  ])('is %s', (_, message, node) => {
    expect(describeFailure({ trace: missing(message), taskName: null }, two).node).toBe(node);
  });

  test.each<[taskName: string, node: string | null]>([
    ['Source: a[1] -> Calc[2] (1/2) - execution #0', 'first'],
    ['Source: KafkaSource-default_catalog.default_database.b -> Calc[2] (1/1)', 'second'],
    ['Source: ab[1] (1/1)', null],
    ['Calc[2] (1/1)', null],
  ])('is found by the operators of the task: %s', (taskName, node) => {
    const trace = traceOf('java.lang.RuntimeException', 'RowTime field should not be null');
    expect(describeFailure({ trace, taskName }, two).node).toBe(node);
  });
});

test('a long message of Flink is cut in a failure that no rule knows', () => {
  const { message } = describeFailure({ trace: traceOf('a.B', 'x'.repeat(1000)), taskName: null }, facts);
  expect(message).toBe(`The job failed: ${'x'.repeat(300)}…`);
});
