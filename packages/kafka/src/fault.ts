export type FaultCode =
  | 'kafka/unreachable'
  | 'kafka/unknown-topic'
  | 'kafka/topic-exists'
  | 'kafka/bad-topic'
  | 'kafka/topic-collides'
  | 'kafka/refused';

/** What a Kafka cluster did not do, and why, in a sentence that may be shown to a person. */
export class KafkaFault extends Error {
  override readonly name = 'KafkaFault';
  readonly code: FaultCode;

  constructor(code: FaultCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
