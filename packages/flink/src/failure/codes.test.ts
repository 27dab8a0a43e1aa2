import { type Examples, faultsOfCode } from '@headrace/diagnostics/testing';
import { expect, test } from 'vitest';
import { type FailureCode, failureCodes } from './codes.ts';
import { describeFailure } from './describe.ts';

const failed = (exception: string) => () => [
  describeFailure({ trace: `${exception}\n\tat a.B.c(B.java:1)\n`, taskName: null }, { tables: [], written: [] }),
];
const kafka = (exception: string) => failed(`org.apache.kafka.common.errors.${exception}`);

const examples: Examples<FailureCode> = {
  'run/not-a-number': failed('java.lang.NumberFormatException: For input string: "x"'),
  'run/not-a-time': failed("java.time.format.DateTimeParseException: Text 'x' could not be parsed at index 0"),
  'run/division-by-zero': failed('java.lang.ArithmeticException: / by zero'),
  'run/null-event-time': failed('java.lang.RuntimeException: RowTime field should not be null, please convert it.'),
  'run/null-not-allowed': failed(
    "org.apache.flink.table.runtime.operators.sink.constraint.EnforcerException: Column 'id' is NOT NULL, however, a null value is being written into it.",
  ),
  'run/wrong-class': failed('java.lang.ClassCastException: class A cannot be cast to class B'),
  'run/unreadable': failed(
    'dev.headrace.json.UnreadableMessage: A message cannot be read (partition 0, offset 1). It is empty.',
  ),
  'run/cancelled': failed('org.apache.flink.runtime.client.JobCancellationException: Job was cancelled.'),
  'run/no-slots': failed(
    'org.apache.flink.runtime.jobmanager.scheduler.NoResourceAvailableException: Could not acquire the minimum required resources.',
  ),
  'run/savepoint-gone': failed(
    "java.io.FileNotFoundException: Cannot find checkpoint or savepoint file/directory 'file:/s' on file system 'file'.",
  ),
  'run/savepoint-unfit': failed(
    'java.lang.IllegalStateException: Failed to rollback to checkpoint/savepoint. Cannot map checkpoint/savepoint state for operator a to the new program',
  ),
  'run/out-of-memory': failed('java.lang.OutOfMemoryError: Java heap space'),
  'run/checkpoints-fail': failed(
    'org.apache.flink.util.FlinkRuntimeException: Exceeded checkpoint tolerable failure threshold.',
  ),
  'run/task-manager-lost': failed(
    'org.apache.flink.runtime.jobmaster.JobMasterException: TaskManager with id a is no longer reachable.',
  ),
  'run/connector-missing': failed(
    "org.apache.flink.table.api.ValidationException: Could not find any factory for identifier 'nope' that implements it.",
  ),
  'run/topic-missing': kafka('UnknownTopicOrPartitionException: This server does not host this topic-partition.'),
  'run/topic-not-allowed': kafka('TopicAuthorizationException: Not authorized to access topics: [ORDERS]'),
  'run/kafka-sign-in': kafka('SaslAuthenticationException: Authentication failed: Invalid username or password'),
  'run/transaction-timeout': failed(
    'org.apache.kafka.common.KafkaException: The transaction timeout is larger than the maximum value allowed by the broker.',
  ),
  'run/fenced': kafka('ProducerFencedException: There is a newer producer with the same transactionalId.'),
  'run/message-too-large': kafka(
    'RecordTooLargeException: The request included a message larger than the max message size.',
  ),
  'run/offsets-gone': kafka('OffsetOutOfRangeException: Offsets out of range with no configured reset policy'),
  'run/broker-away': kafka('TimeoutException: Timed out waiting for a node assignment.'),
  'run/failed': failed('a.b.NewException: the moon is full'),
};

test.each(Object.keys(failureCodes) as FailureCode[])('%s is given by its example', (code) => {
  expect(faultsOfCode(failureCodes, code, examples)).toEqual([]);
});
