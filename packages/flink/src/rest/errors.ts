/** Flink could not be asked: nobody listens, the connection broke, or no answer came in time. Trying again may help. */
export class FlinkUnreachable extends Error {
  override readonly name = 'FlinkUnreachable';
  readonly part: FlinkPart;

  constructor(part: FlinkPart, reason: string) {
    super(`${partNames[part]} cannot be reached: ${reason}`);
    this.part = part;
  }
}

/** Flink answered and said no. Trying the same again gives the same answer. */
export class FlinkRefused extends Error {
  override readonly name = 'FlinkRefused';
  /** Exceptions of Flink quote the event or the value that could not be read: no log takes its words. */
  readonly quotesEvents = true;
  readonly part: FlinkPart;
  readonly status: number;
  /** Flink's own words: the message of the deepest cause, without class names and without a trace. */
  readonly reason: string;
  /** The whole answer, for whoever wants to look one click further. */
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
