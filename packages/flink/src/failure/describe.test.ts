import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeFailure } from './describe.ts';
import type { FlowFacts, Reported } from './facts.ts';

/** As Flink 2.3 gave them; all but the first frames of each exception are left out. */
function recorded(name: string): Reported {
  const file = (ending: string) => readFileSync(join(import.meta.dirname, 'recorded', `${name}.${ending}`), 'utf8');
  return name.startsWith('bad-') ? { taskName: null, trace: file('txt') } : read(JSON.parse(file('json')));
}
const read = (json: { taskName: string | null; stacktrace: string }) => ({
  taskName: json.taskName,
  trace: json.stacktrace,
});

const source = (table: string, topic: string) => ({ table, node: `node ${table}`, role: 'source', topic }) as const;
const sink = (table: string, topic: string) => ({ table, node: `node ${table}`, role: 'sink', topic }) as const;

const facts: FlowFacts = {
  tables: [
    source('orders in', 'NOWHERE'),
    source('orders.source', 'BROKEN'),
    source('typed.source', 'TYPES'),
    source('tm', 'TYPES'),
    sink('out', 'EOUT'),
    sink('EMEA out', 'EMEA'),
  ],
  written: [
    { node: 'numbers', text: 'CAST(a AS INT)' },
    { node: 'safe', text: 'TRY_CAST(a AS INT)' },
    { node: 'rates', text: 'quantity / price' },
  ],
};

test.each([
  ['topic-missing', 'run/topic-missing', 'node orders in', /^The topic NOWHERE does not exist/],
  [
    'deserialisation',
    'run/unreadable',
    'node orders.source',
    /^A message cannot be read \(partition 0, offset 1\): It is not JSON at byte \d+\. Let the source skip/,
  ],
  [
    'wrong-type',
    'run/unreadable',
    'node typed.source',
    /^A message cannot be read \(partition 0, offset 0\): The property 'b' is not BIGINT\. Let the source skip/,
  ],
  ['division-in-chain', 'run/division-by-zero', 'rates', /^A number was divided by zero/],
  ['broker-away', 'run/broker-away', null, /^Kafka does not answer/],
  ['cast', 'run/not-a-number', 'numbers', /^The text "x" cannot be turned into a number/],
  ['sink-cast', 'run/not-a-number', 'numbers', /^The text "x" cannot be turned into a number/],
  ['division', 'run/division-by-zero', 'rates', /^A number was divided by zero/],
  ['no-slots', 'run/no-slots', null, /^Flink has no free slots/],
  ['null-event-time', 'run/null-event-time', 'node tm', /^An event has no event time/],
  ['out-of-heap', 'run/out-of-memory', null, /^Flink ran out of memory/],
  ['sink-topic-too-long-transaction', 'run/transaction-timeout', 'node out', /^Kafka allows only shorter transactions/],
  ['bad-connector', 'run/connector-missing', null, /^This Flink has no connector or format called nope/],
  ['bad-savepoint', 'run/savepoint-gone', null, /^The savepoint is no longer there/],
])('%s', (name, code, node, message) => {
  const failure = describeFailure(recorded(name), facts);
  expect(failure).toMatchObject({ code, node });
  expect(failure.message).toMatch(message);
});

test.each([
  [['a'], 'a'],
  [['a', 'a'], 'a'],
  [['a', 'b'], null],
  [[], null],
])('a cast that Flink makes by itself is blamed on the one node that was warned of: %j', (nodes, node) => {
  const trace = 'java.lang.NumberFormatException: For input string: "x"\n\tat a.B.c(B.java:1)\n';
  const risks = nodes.map((name) => ({ node: name, code: 'expression/text-compared' }));
  const other = { node: 'c', code: 'expression/division-by-zero' };
  const failure = describeFailure({ trace, taskName: null }, { tables: [], written: [], risks: [...risks, other] });
  expect(failure).toMatchObject({ code: 'run/not-a-number', node });
});

test('what is not known is said in the words of Flink, in one line', () => {
  const trace =
    'a.b.Outer: wrapped\n\tat a.B.c(B.java:1)\nCaused by: a.b.NewException: the moon is full\n\tat a.B.c(B.java:2)\n';
  expect(describeFailure({ trace, taskName: null }, facts).message).toBe('The job failed: the moon is full.');
});

test('a sentence never holds a stack trace', () => {
  for (const name of ['cast', 'broker-away', 'no-slots', 'bad-savepoint'])
    expect(describeFailure(recorded(name), facts).message).not.toMatch(/\n|\tat |Exception/);
});

test.each([
  [
    'The message is 20971520 bytes when serialized which is larger than 16777216, which is the value of the max.request.size configuration.',
    /An event of 20\.0 MiB is larger than what is written at most, 16\.0 MiB/,
  ],
  [
    'The request included a message larger than the max message size the server will accept.',
    /larger than the destination topic takes\. Raise max\.message\.bytes of the topic/,
  ],
])('an event that is too large: %s', (kafkaMessage, message) => {
  const trace = `org.apache.kafka.common.errors.RecordTooLargeException: ${kafkaMessage}\n\tat a.B.c(B.java:1)\n`;
  const { code, cause, message: said } = describeFailure({ trace, taskName: null }, facts);
  expect({ code, cause, said }).toEqual({
    code: 'run/message-too-large',
    cause: 'flow',
    said: expect.stringMatching(message),
  });
});

test('failures that no rule knows are told apart by their exceptions', () => {
  const kind = (type: string) =>
    describeFailure({ trace: `${type}: x\n\tat a.B.c(B.java:1)\n`, taskName: null }, facts).kind;
  expect(kind('a.OneException')).toBe(kind('a.OneException'));
  expect(kind('a.OneException')).not.toBe(kind('a.OtherException'));
});
