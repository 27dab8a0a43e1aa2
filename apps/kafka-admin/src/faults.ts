import { problems } from '@headrace/api';
import { ProblemError } from '@headrace/http';
import { KafkaFault } from '@headrace/kafka';

/** Turns what the cluster did not do into a problem; other errors stay what they are. */
export function toProblem(error: unknown): unknown {
  if (!(error instanceof KafkaFault)) return error;
  const { code, message } = error;
  return new ProblemError({ code, status: problems[code].status, title: message });
}
