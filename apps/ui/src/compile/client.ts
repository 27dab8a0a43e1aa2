import type { AnalysisDelta, QuestionName, Questions, ToWorker } from './messages.ts';
import { WorkerClient } from './worker-client.ts';

/** Reading a text takes a fraction of a second; a worker that has not answered by then (ms) hangs. */
const deadline = 20_000;

const client = new WorkerClient(
  () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'compile' }),
  deadline,
);

/** Asks the compile worker; answers come in the order of the questions. Rejects when the worker fails, or hangs on a text. */
export function ask<K extends QuestionName>(kind: K, question: Questions[K]['ask']): Promise<Questions[K]['answer']> {
  return client.ask(kind, question);
}

/** Tells the worker something that has no answer. */
export function tell(message: Exclude<ToWorker, { id: number }>): void {
  client.tell(message);
}

/** Whoever shows the analysis; there is one open flow, so there is one. */
export function receiveAnalysis(handle: (delta: AnalysisDelta) => void): void {
  client.onAnalysis = handle;
}
