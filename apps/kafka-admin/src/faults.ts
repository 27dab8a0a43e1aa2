import { KafkaFault } from '@headrace/kafka';
import { ContractError } from '@headrace/service';

/** Turns what the cluster did not do into a problem; other errors stay what they are. */
export function toProblem(error: unknown): unknown {
  if (!(error instanceof KafkaFault)) return error;
  const { code, message } = error;
  return new ContractError(code, message, { cause: error });
}
