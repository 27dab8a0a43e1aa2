import { ProblemError } from '@headrace/http';
import { KafkaFault } from '@headrace/kafka';

const statuses: Readonly<Record<KafkaFault['code'], number>> = {
  'kafka/unreachable': 503,
  'kafka/unknown-topic': 404,
  'kafka/topic-exists': 409,
  'kafka/bad-topic': 400,
  'kafka/topic-collides': 409,
  'kafka/refused': 502,
};

/** Turns what the cluster did not do into a problem; other errors stay what they are. */
export function toProblem(error: unknown): unknown {
  if (!(error instanceof KafkaFault)) return error;
  return new ProblemError({ code: error.code, status: statuses[error.code], title: error.message });
}
