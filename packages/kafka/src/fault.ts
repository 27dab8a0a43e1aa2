export type FaultCode =
  | 'kafka/unreachable'
  | 'kafka/unknown-topic'
  | 'kafka/topic-exists'
  | 'kafka/bad-topic'
  | 'kafka/topic-collides'
  | 'kafka/refused';

/** A Kafka cluster did not do what it was asked to. The message may be shown to users. */
export class KafkaFault extends Error {
  override readonly name = 'KafkaFault';
  readonly code: FaultCode;

  constructor(code: FaultCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
