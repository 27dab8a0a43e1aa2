import { GenericError, MultipleErrors, NetworkError, TimeoutError, UserError } from '@platformatic/kafka';
import { KafkaFault } from './fault.ts';

/** Converts an error of the client to a `KafkaFault`; other values are returned unchanged. `servers` are the bootstrap servers, for the message. */
export function toFault(error: unknown, servers: string): unknown {
  if (!(error instanceof Error) || !GenericError.isGenericError(error)) return error;
  if (hasApi(error, 'UNKNOWN_TOPIC_OR_PARTITION') || hasApi(error, 'UNKNOWN_TOPIC_ID') || isUnknownTopic(error))
    return new KafkaFault(
      'kafka/unknown-topic',
      `The topic does not exist on ${servers}: create it or choose another.`,
      error,
    );
  if (hasApi(error, 'TOPIC_ALREADY_EXISTS'))
    return new KafkaFault('kafka/topic-exists', 'A topic with this name exists already: choose another name.', error);
  if (hasApi(error, 'INVALID_TOPIC_EXCEPTION'))
    return new KafkaFault(
      'kafka/bad-topic',
      'A topic name has at most 249 letters, digits, dots, dashes and underscores: choose another name.',
      error,
    );
  if (causes(error).some((cause) => cause instanceof NetworkError || cause instanceof TimeoutError))
    return new KafkaFault(
      'kafka/unreachable',
      `No Kafka broker answers at ${servers}: check that it runs and that the connection's address is right.`,
      error,
    );
  return new KafkaFault('kafka/refused', `Kafka at ${servers} refused: ${rootMessage(error)}`, error);
}

/** Whether Kafka answered with this error, however deep the client wraps it. */
const hasApi = (error: Error, apiId: string): boolean =>
  causes(error).some((cause) => cause instanceof GenericError && cause.apiId === apiId);

/** The client checks its metadata first, and throws an error of its own if a topic is not in it. */
function isUnknownTopic(error: Error): boolean {
  return causes(error).some((cause) => cause instanceof UserError && cause.message.startsWith('Unknown topic '));
}

/** An error and all errors that it wraps. */
function causes(error: unknown): Error[] {
  if (!(error instanceof Error)) return [];
  const inner = MultipleErrors.isMultipleErrors(error) ? error.errors : [];
  return [error, ...inner.flatMap(causes), ...causes(error.cause)];
}

function rootMessage(error: Error): string {
  return causes(error).at(-1)?.message ?? error.message;
}
