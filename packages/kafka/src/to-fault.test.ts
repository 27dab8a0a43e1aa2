import { MultipleErrors, NetworkError, ProtocolError, TimeoutError, UserError } from '@platformatic/kafka';
import { expect, test } from 'vitest';
import { KafkaFault } from './fault.ts';
import { toFault } from './to-fault.ts';

const servers = 'broker:9092';
const wrapped = (...errors: Error[]) => new MultipleErrors('Cannot connect to any broker.', errors);

test.each<[name: string, error: Error, code: string, message: RegExp]>([
  ['a topic that is missing', new ProtocolError('UNKNOWN_TOPIC_OR_PARTITION'), 'kafka/unknown-topic', /broker:9092/],
  ['a topic whose ID is gone', new ProtocolError('UNKNOWN_TOPIC_ID'), 'kafka/unknown-topic', /does not exist/],
  ['a topic that is not in the metadata', new UserError('Unknown topic T.'), 'kafka/unknown-topic', /does not exist/],
  ['a topic that exists', new ProtocolError('TOPIC_ALREADY_EXISTS'), 'kafka/topic-exists', /another name/],
  ['a name that Kafka does not take', new ProtocolError('INVALID_TOPIC_EXCEPTION'), 'kafka/bad-topic', /249/],
  ['a broker that is away', new NetworkError('Connection refused'), 'kafka/unreachable', /No Kafka broker answers/],
  ['a broker that does not answer', new TimeoutError('Timed out'), 'kafka/unreachable', /No Kafka broker answers/],
  ['another refusal', new ProtocolError('NOT_CONTROLLER'), 'kafka/refused', /^Kafka at broker:9092 refused: /],
])('%s has its code, also deep in what the client wraps it in', (_, error, code, message) => {
  const outer = new UserError('Failed.', { cause: wrapped(error) });
  for (const thrown of [error, wrapped(error), wrapped(new UserError('x'), error), outer]) {
    const fault = toFault(thrown, servers);
    expect(fault).toBeInstanceOf(KafkaFault);
    expect(fault).toMatchObject({ code, message: expect.stringMatching(message), cause: thrown });
  }
});

test('a topic that is missing counts before a broker that is away', () => {
  const both = wrapped(new NetworkError('x'), new ProtocolError('UNKNOWN_TOPIC_OR_PARTITION'));
  expect(toFault(both, servers)).toMatchObject({ code: 'kafka/unknown-topic' });
});

test('a refusal says the words of the deepest cause', () => {
  const error = new UserError('outer', { cause: new UserError('middle', { cause: new Error('the reason') }) });
  expect(toFault(error, servers)).toMatchObject({ message: 'Kafka at broker:9092 refused: the reason' });
});

test.each([new Error('a bug'), new TypeError('x is undefined'), 'text', undefined])(
  'what is no error of the client stays what it is: %s',
  (error) => {
    expect(toFault(error, servers)).toBe(error);
  },
);
