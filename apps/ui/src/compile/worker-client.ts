import type { AnalysisDelta, FromWorker, QuestionName, Questions, ToWorker } from './messages.ts';

/** What is needed of a `Worker`. */
export interface WorkerLike {
  postMessage(message: ToWorker): void;
  addEventListener(type: 'message', listener: (event: { readonly data: FromWorker }) => void): void;
  terminate(): void;
}

/**
 * Questions that bring a text of somebody else, and need nothing that the worker knows: a worker that hangs on one is ended and
 * started again. All other questions are about the open flow, whose edits would be lost.
 */
const readsText: ReadonlySet<QuestionName> = new Set(['open', 'patched', 'picture']);

interface Waiting {
  readonly answer: PromiseWithResolvers<unknown>;
  readonly timer: ReturnType<typeof setTimeout> | undefined;
}

/** Speaks with the compile worker. */
export class WorkerClient {
  onAnalysis: (delta: AnalysisDelta) => void = () => {};
  private readonly start: () => WorkerLike;
  private readonly deadline: number;
  private readonly waiting = new Map<number, Waiting>();
  private worker: WorkerLike;
  private connections: ToWorker | undefined;
  private lastId = 0;

  /** @param deadline how long (ms) the worker may read a text */
  constructor(start: () => WorkerLike, deadline: number) {
    this.start = start;
    this.deadline = deadline;
    this.worker = this.started();
  }

  ask<K extends QuestionName>(kind: K, question: Questions[K]['ask']): Promise<Questions[K]['answer']> {
    const id = ++this.lastId;
    const answer = Promise.withResolvers<unknown>();
    const timer = readsText.has(kind) ? setTimeout(() => this.restart(), this.deadline) : undefined;
    this.waiting.set(id, { answer, timer });
    this.worker.postMessage({ ...question, kind, id } as unknown as ToWorker);
    return answer.promise as Promise<Questions[K]['answer']>;
  }

  tell(message: Exclude<ToWorker, { id: number }>): void {
    if (message.kind === 'connections') this.connections = message;
    this.worker.postMessage(message);
  }

  private started(): WorkerLike {
    const worker = this.start();
    worker.addEventListener('message', ({ data }) => {
      if (worker !== this.worker) return;
      if (data.kind === 'analysis') return this.onAnalysis(data);
      const asked = this.waiting.get(data.id);
      this.waiting.delete(data.id);
      clearTimeout(asked?.timer);
      if ('fault' in data) asked?.answer.reject(new Error(data.fault));
      else asked?.answer.resolve(data.value);
    });
    return worker;
  }

  private restart(): void {
    this.worker.terminate();
    this.worker = this.started();
    if (this.connections) this.worker.postMessage(this.connections);
    const seconds = this.deadline / 1000;
    for (const { answer, timer } of this.waiting.values()) {
      clearTimeout(timer);
      answer.reject(
        new Error(`Reading this flow did not end within ${seconds} s, so it was given up. Split the flow.`),
      );
    }
    this.waiting.clear();
  }
}
