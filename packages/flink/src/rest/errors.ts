/** Flink did not answer: nothing listens, the connection broke, or the request timed out. A retry may help. */
export class FlinkUnreachable extends Error {
  override readonly name = 'FlinkUnreachable';
  readonly part: FlinkPart;

  constructor(part: FlinkPart, reason: string) {
    super(`${partNames[part]} cannot be reached: ${reason}`);
    this.part = part;
  }
}

/** Flink rejected the request. A retry gives the same result. */
export class FlinkRefused extends Error {
  override readonly name = 'FlinkRefused';
  /** Exceptions of Flink may quote the event or value that could not be read: logs omit the message. */
  readonly quotesEvents = true;
  readonly part: FlinkPart;
  readonly status: number;
  /** Flink's own message: that of the deepest cause, without class names and stack trace. */
  readonly reason: string;
  /** The complete response, for users who ask for details. */
  readonly trace: string;

  constructor(part: FlinkPart, status: number, reason: string, trace: string) {
    super(`${partNames[part]} refused: ${reason}`);
    this.part = part;
    this.status = status;
    this.reason = reason;
    this.trace = trace;
  }
}

export type FlinkPart = 'sql-gateway' | 'jobmanager';

const partNames: Record<FlinkPart, string> = { 'sql-gateway': 'The SQL gateway', jobmanager: "Flink's JobManager" };
