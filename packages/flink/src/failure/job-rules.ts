import type { Rule } from './rule.ts';

/** Failures in the flow's own work. They come before reading: Flink wraps them in "Failed to deserialize". */
export const workRules: readonly Rule[] = [
  {
    code: 'run/not-a-number',
    cause: 'flow',
    type: /NumberFormatException$/,
    // bounded: causes have cut messages.
    message: /^For input string: ['"]?(.*?)['"]?(?:\. Invalid character found\.?)?$/,
    say: ([, text]) =>
      `The text "${text?.slice(0, 60)}" cannot be turned into a number. Use TRY_CAST instead of CAST, which gives NULL for such values.`,
    blame: /(?<!TRY_)\bCAST\s*\(/i,
    risks: ['expression/cast-may-fail', 'expression/text-compared'],
  },
  {
    code: 'run/not-a-time',
    cause: 'flow',
    type: /Date(Time|TimeParse)Exception$/,
    say: () =>
      'A text cannot be turned into a date or time. Use TRY_CAST instead of CAST, which gives NULL for such values.',
    blame: /(?<!TRY_)\bCAST\s*\(/i,
    risks: ['expression/cast-may-fail', 'expression/text-compared'],
  },
  {
    code: 'run/division-by-zero',
    cause: 'flow',
    type: /ArithmeticException$/,
    message: /by zero|divi/i,
    say: () => 'A number was divided by zero. Guard the expression, for example with NULLIF(divisor, 0).',
    blame: /\/|\bMOD\s*\(|%/i,
    risks: ['expression/division-by-zero'],
  },
  {
    code: 'run/null-event-time',
    cause: 'flow',
    type: /RuntimeException$/,
    message: /^RowTime field should not be null/,
    say: () =>
      'An event has no event time (it is null or was not understood). Filter such events out, correct the time format, or take the event time from Kafka.',
    blame: 'source',
  },
  {
    code: 'run/null-not-allowed',
    cause: 'flow',
    type: /(TableRuntime|Enforcer)Exception$/,
    message: /Column '([^']+)' is NOT NULL/,
    say: ([, column]) =>
      `The property ${column} must not be null in the destination, but it is in an event. Filter such events out.`,
    blame: 'sink',
  },
  {
    code: 'run/wrong-class',
    cause: 'flow',
    type: /ClassCastException$/,
    say: () =>
      'Flink met a value of another type than planned. If the job went on from a savepoint, the flow has changed too much for it: start without the savepoint.',
  },
];

/** Events that the source cannot read, as packages/engine/json says it. */
export const readRules: readonly Rule[] = [
  {
    code: 'run/unreadable',
    cause: 'flow',
    type: /UnreadableMessage$/,
    // bounded: causes have cut messages.
    message: /^A message cannot be read \((.+?)\)\. ([\s\S]+)$/,
    say: ([, place, reason]) =>
      `A message cannot be read (${place}): ${reason} Let the source skip messages that it cannot read, or correct what writes them.`,
    blame: 'source',
  },
];

/** Failures of the cluster or of how the job was started. */
export const clusterRules: readonly Rule[] = [
  {
    code: 'run/cancelled',
    // Who cancelled it wanted that: beginning again by itself would work against them.
    cause: 'flow',
    type: /JobCancellationException$/,
    say: () => 'Somebody cancelled the job in Flink. Start it again to go on.',
  },
  {
    code: 'run/no-slots',
    cause: 'surroundings',
    type: /NoResourceAvailableException$/,
    say: () => 'Flink has no free slots for this job. Stop another run or a preview, or give Flink more slots.',
  },
  {
    code: 'run/savepoint-gone',
    cause: 'flow',
    isFinal: true,
    type: /FileNotFoundException$|FlinkException$/,
    message: /^Cannot find (?:any )?checkpoint or savepoint file\/directory '([^']+)'/,
    say: () => 'The savepoint is no longer there. Start from now, from a time or from the earliest.',
  },
  {
    code: 'run/savepoint-unfit',
    cause: 'flow',
    isFinal: true,
    type: /(IllegalState|StateMigration|BackendBuilding|Flink)\w*Exception$/,
    message:
      /Cannot map checkpoint\/savepoint state|[Ss]tate.*(?:incompatible|must not be incompatible)|Restore.* failed/,
    say: () =>
      'The flow has changed so much that the state of the savepoint does not fit it. Start without the savepoint, or undo the change.',
  },
  {
    code: 'run/out-of-memory',
    // The flow itself may need it, so it is not waited for without end.
    cause: 'unknown',
    type: /OutOfMemoryError$/,
    say: () => 'Flink ran out of memory. Use shorter windows or fewer groups, or give its task managers more memory.',
  },
  {
    code: 'run/checkpoints-fail',
    cause: 'surroundings',
    type: /FlinkRuntimeException$|CheckpointException$/,
    message: /checkpoint tolerable failure threshold|Checkpoint expired/,
    say: () => 'Checkpoints do not complete. The destination or the place for checkpoints may be too slow or away.',
  },
  {
    code: 'run/task-manager-lost',
    cause: 'surroundings',
    type: /(RemoteTransport|TaskManager\w*|Timeout|ResourceManager|PartitionConnection|Job(?:Master)?|Flink)Exception$/,
    message:
      /task ?manager.*(?:lost|no longer reachable|released|timed out|shut)|Heartbeat of TaskManager|The heartbeat of/i,
    say: () => 'A task manager of Flink went away while the job ran.',
  },
  {
    code: 'run/connector-missing',
    cause: 'flow',
    isFinal: true,
    type: /ValidationException$/,
    message: /Could not find any factory for identifier '([^']+)'/,
    say: ([, identifier]) => `This Flink has no connector or format called ${identifier}. Add its jar to Flink.`,
  },
];
