import { type Clock, systemClock } from './clock.ts';

/**
 * A question with the number under which its answer comes back.
 * `Q` says what can be asked of a worker: by kind, `{ask: object, answer: unknown}`.
 */
export type Asked<Q> = AskedOf<Q>[keyof Q];
type AskedOf<Q> = { [K in keyof Q]: Ask<Q, K> & { kind: K; id: number } };
type Ask<Q, K extends keyof Q> = Q[K] extends { ask: infer A extends object } ? A : never;

/** What a worker sends: an answer, the message of an exception in place of one, or an event that nobody asked for. */
export type FromWorker<E = never> =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly fault: string }
  | { readonly event: E };

/** What is used of an `ErrorEvent`, and of the event of a message that cannot be read. */
export interface WorkerErrorEvent {
  readonly message?: string;
  preventDefault?(): void;
}

/** What is used of a `Worker`. */
export interface WorkerLike<Q, E> {
  postMessage(message: Asked<Q>): void;
  addEventListener(type: 'message', listener: (event: { readonly data: FromWorker<E> }) => void): void;
  addEventListener(type: 'error' | 'messageerror', listener: (event: WorkerErrorEvent) => void): void;
  terminate(): void;
}

/**
 * Why a question got no answer.
 * - `failed`: the worker threw an exception while it worked on this question; it goes on with the next
 * - `timeout`: the worker was silent for longer than the deadline, and was ended
 * - `lost`: the worker ended, or could not be started
 * - `given-up`: whoever asked does not want the answer any more
 */
export type WorkerFaultCode = 'failed' | 'timeout' | 'lost' | 'given-up';

export class WorkerFault extends Error {
  readonly code: WorkerFaultCode;
  constructor(code: WorkerFaultCode, message: string) {
    super(message);
    this.code = code;
  }
}

export interface WorkerLinkOptions<Q, E> {
  /** Starts the worker; called with the first question, and with the first one after the worker has ended. */
  readonly start: () => WorkerLike<Q, E>;
  /** How long (ms) the worker may be silent while it owes an answer. */
  readonly deadline: number;
  /** What the worker does, as messages say it: “Compiling the flow”. */
  readonly task: string;
  /** What a person can do when it takes too long. */
  readonly advice: string;
  readonly clock?: Clock;
  readonly onEvent?: (event: E) => void;
  /** The worker ended and whatever it knew is lost; all questions that waited have been rejected. */
  readonly onLost?: (fault: WorkerFault) => void;
}

/**
 * Asks a worker and always settles: with the answer, or with a `WorkerFault` when the worker throws, ends, or is silent for
 * longer than the deadline. A worker that is lost is started again with the next question.
 */
export class WorkerLink<Q, E = never> {
  private readonly options: WorkerLinkOptions<Q, E>;
  private readonly clock: Clock;
  private worker: WorkerLike<Q, E> | undefined;
  private readonly waiting = new Map<number, PromiseWithResolvers<unknown>>();
  private stopWatching: (() => void) | undefined;
  private lastId = 0;

  constructor(options: WorkerLinkOptions<Q, E>) {
    this.options = options;
    this.clock = options.clock ?? systemClock;
  }

  /** Starts the worker, so that the first question need not wait for it. */
  warmUp(): void {
    this.worker ??= this.started();
  }

  /** Answers come in the order of the questions. Rejects with a `WorkerFault`. */
  ask<K extends keyof Q>(kind: K, question: Ask<Q, K>): Promise<Q[K] extends { answer: infer R } ? R : never> {
    const id = ++this.lastId;
    const answer = Promise.withResolvers<unknown>();
    this.waiting.set(id, answer);
    try {
      this.warmUp();
      const asked: AskedOf<Q>[K] = { ...question, kind, id };
      this.worker?.postMessage(asked);
      if (this.waiting.size === 1) this.watch();
    } catch (e) {
      this.lose(new WorkerFault('lost', this.lostMessage(messageOf(e))));
    }
    return answer.promise as Promise<Q[K] extends { answer: infer R } ? R : never>;
  }

  /** Ends the worker; questions that wait are rejected. The next one starts it again. */
  giveUp(why: string): void {
    this.lose(new WorkerFault('given-up', why));
  }

  private started(): WorkerLike<Q, E> {
    const worker = this.options.start();
    const ifCurrent =
      <T>(act: (event: T) => void) =>
      (event: T) =>
        void (worker === this.worker && act(event));
    worker.addEventListener(
      'message',
      ifCurrent(({ data }) => this.receive(data)),
    );
    const lost = ifCurrent((event: WorkerErrorEvent) => {
      event.preventDefault?.();
      this.lose(new WorkerFault('lost', this.lostMessage(event.message)));
    });
    worker.addEventListener('error', lost);
    worker.addEventListener('messageerror', lost);
    return worker;
  }

  private receive(data: FromWorker<E>): void {
    if ('event' in data) this.options.onEvent?.(data.event);
    else {
      const asked = this.waiting.get(data.id);
      this.waiting.delete(data.id);
      if ('fault' in data) asked?.reject(new WorkerFault('failed', data.fault));
      else asked?.resolve(data.value);
    }
    this.watch();
  }

  /** Any message is a sign of life: the deadline begins anew. */
  private watch(): void {
    this.stopWatching?.();
    this.stopWatching = undefined;
    if (this.waiting.size === 0) return;
    const { deadline, task, advice } = this.options;
    const message = `${task} did not end within ${deadline / 1000} s, so it was stopped. ${advice}`;
    this.stopWatching = this.clock.after(deadline, () => this.lose(new WorkerFault('timeout', message)));
  }

  private lose(fault: WorkerFault): void {
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    this.watch();
    this.worker?.terminate();
    this.worker = undefined;
    for (const { reject } of waiting) reject(fault);
    this.options.onLost?.(fault);
  }

  private lostMessage(why: string | undefined): string {
    return `${this.options.task} stopped unexpectedly${why ? `: ${why}` : ''}. Try again; if it stays so, reload the page.`;
  }
}

const messageOf = (e: unknown): string => (e instanceof Error ? e.message : String(e));
