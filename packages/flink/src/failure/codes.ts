import { declareCodes } from '@headrace/diagnostics';

/** Codes of jobs that failed. They are not in a document, so they are no diagnostics of a flow. */
export const failureCodes = declareCodes({
  'run/not-a-number': {
    severity: 'error',
    title: 'A text could not be turned into a number',
    help: 'An expression converts a text that is not a number. Use `TRY_CAST` instead of `CAST`: it gives an empty value for such texts.',
  },
  'run/not-a-time': {
    severity: 'error',
    title: 'A text could not be turned into a date or time',
    help: 'An expression converts a text that is no date or time. Use `TRY_CAST` instead of `CAST`: it gives an empty value for such texts.',
  },
  'run/division-by-zero': {
    severity: 'error',
    title: 'A number was divided by zero',
    help: 'Guard the divisor: `total / NULLIF(count, 0)` gives an empty value.',
  },
  'run/null-event-time': {
    severity: 'error',
    title: 'An event has no event time',
    help: 'The time is absent or in another format. Filter such events out, correct the time format, or take the event time from Kafka.',
  },
  'run/null-not-allowed': {
    severity: 'error',
    title: 'A property is empty that must not be',
    help: 'The destination takes no empty value for this property. Filter such events out, or put another value in with COALESCE.',
  },
  'run/wrong-class': {
    severity: 'error',
    title: 'Flink met a value of another type than planned',
    help: 'This happens when a run continues from a savepoint of a flow that was too different. Start it without the savepoint.',
  },
  'run/unreadable': {
    severity: 'error',
    title: 'A message cannot be read',
    help: 'The source is set to fail at messages that it cannot read. Let it skip them, or correct what writes them.',
  },
  'run/cancelled': {
    severity: 'error',
    title: 'Somebody cancelled the job in Flink',
    help: 'The job was not stopped by Headrace. Start the run again to go on.',
  },
  'run/no-slots': {
    severity: 'error',
    title: 'Flink has no free slots',
    help: 'Each run and each preview takes slots of the task managers. Stop another one, or give Flink more slots.',
  },
  'run/savepoint-gone': {
    severity: 'error',
    title: 'The savepoint is no longer there',
    help: 'Its files were deleted, or Flink looks for them in another place. Start from now, from a time or from the earliest event.',
  },
  'run/savepoint-unfit': {
    severity: 'error',
    title: 'The state of the savepoint does not fit the flow',
    help: 'The flow has changed too much since the savepoint was taken. Start without it, or undo the change.',
  },
  'run/out-of-memory': {
    severity: 'error',
    title: 'Flink ran out of memory',
    help: 'State grows with the number of groups and with the length of windows. Use fewer or shorter ones, or give the task managers more memory.',
  },
  'run/checkpoints-fail': {
    severity: 'error',
    title: 'Checkpoints do not complete',
    help: 'The destination or the storage for checkpoints is too slow, or away. Look at the checkpoints of the job in Flink.',
  },
  'run/task-manager-lost': {
    severity: 'error',
    title: 'A task manager went away',
    help: 'The process or its machine ended, or the network between them failed. The run starts again by itself when there is another one.',
  },
  'run/connector-missing': {
    severity: 'error',
    title: 'Flink lacks a connector or format',
    help: 'The flow needs a connector that is not in this Flink. An administrator adds its jar.',
  },
  'run/topic-missing': {
    severity: 'error',
    title: 'The topic does not exist',
    help: 'Create the topic, or choose another one, and start the run again.',
  },
  'run/topic-not-allowed': {
    severity: 'error',
    title: 'Kafka does not allow the topic',
    help: 'The user of the connection may not read or write this topic. Ask the administrator of Kafka for access.',
  },
  'run/kafka-sign-in': {
    severity: 'error',
    title: 'Kafka refused the credentials',
    help: 'The credentials of the connection are wrong or have expired. An administrator renews them.',
  },
  'run/transaction-timeout': {
    severity: 'error',
    title: 'Kafka allows no transactions of this length',
    help: 'A destination writes in transactions that last from checkpoint to checkpoint. The limit of the broker (`transaction.max.timeout.ms`) is shorter than what Flink asks for.',
  },
  'run/fenced': {
    severity: 'error',
    title: 'Another job writes with the same transactional id',
    help: 'Two jobs of the same destination run at once, and Kafka ended the older one. Stop one of them.',
  },
  'run/message-too-large': {
    severity: 'error',
    title: 'A message is too large for Kafka',
    help: 'Write fewer or shorter properties, or let the administrator of Kafka raise the limit of the topic (`max.message.bytes`).',
  },
  'run/offsets-gone': {
    severity: 'error',
    title: 'Events that the run should continue from were deleted',
    help: 'The topic no longer keeps the events from which the run would go on. Start from now or from the earliest event.',
  },
  'run/broker-away': {
    severity: 'error',
    title: 'No broker of Kafka answers',
    help: 'Kafka is down, or Flink cannot reach it. The run goes on by itself when Kafka answers again.',
  },
  'run/failed': {
    severity: 'error',
    title: 'The job failed for a reason that is not known',
    help: 'The message has the words of Flink. An administrator sees the whole trace at the run.',
  },
});

export type FailureCode = keyof typeof failureCodes;
