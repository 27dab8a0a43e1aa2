import type { AnalysisDelta, FromWorker, QuestionName, Questions, ToWorker } from './messages.ts';

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'compile' });
const waiting = new Map<number, (value: unknown) => void>();
let lastId = 0;
let onAnalysis: (delta: AnalysisDelta) => void = () => {};

worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
  if (data.kind === 'analysis') return onAnalysis(data);
  waiting.get(data.id)?.(data.value);
  waiting.delete(data.id);
});

/** Asks the compile worker; answers come in the order of the questions. */
export function ask<K extends QuestionName>(kind: K, question: Questions[K]['ask']): Promise<Questions[K]['answer']> {
  const id = ++lastId;
  worker.postMessage({ ...question, kind, id } as unknown as ToWorker);
  return new Promise((resolve) => waiting.set(id, resolve as (value: unknown) => void));
}

/** Tells the worker something that has no answer. */
export function tell(message: Exclude<ToWorker, { id: number }>): void {
  worker.postMessage(message);
}

/** Whoever shows the analysis; there is one open flow, so there is one. */
export function receiveAnalysis(handle: (delta: AnalysisDelta) => void): void {
  onAnalysis = handle;
}
