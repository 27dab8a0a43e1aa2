import type { FromWorker, QuestionName, Questions, ToWorker } from './messages.ts';

let worker: Worker | undefined;
const waiting = new Map<number, (value: unknown) => void>();
let lastId = 0;

/** Begun with the first question: who never opens the page pays nothing. */
function started(): Worker {
  if (worker) return worker;
  worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'network' });
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    waiting.get(data.id)?.(data.value);
    waiting.delete(data.id);
  });
  return worker;
}

/** Asks the worker, which reads, evaluates and draws, so that the page is never behind. Answers come in order. */
export function ask<K extends QuestionName>(kind: K, question: Questions[K]['ask']): Promise<Questions[K]['answer']> {
  const id = ++lastId;
  started().postMessage({ ...question, kind, id } as ToWorker);
  return new Promise((resolve) => waiting.set(id, resolve as (value: unknown) => void));
}
