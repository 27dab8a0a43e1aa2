import type { FromWorker, QuestionName, Questions, ToWorker } from './messages.ts';

let worker: Worker | undefined;
const waiting = new Map<number, PromiseWithResolvers<unknown>>();
let lastId = 0;

/** Begun with the first question: who never opens the page pays nothing. */
function started(): Worker {
  if (worker) return worker;
  worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'network' });
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if ('fault' in data) asked?.reject(new Error(data.fault));
    else asked?.resolve(data.value);
  });
  return worker;
}

/** Asks the worker, which reads, evaluates and draws, so that the page is never behind. Answers come in order; a fault of ours rejects. */
export function ask<K extends QuestionName>(kind: K, question: Questions[K]['ask']): Promise<Questions[K]['answer']> {
  const id = ++lastId;
  started().postMessage({ ...question, kind, id } as ToWorker);
  const answer = Promise.withResolvers<unknown>();
  waiting.set(id, answer);
  return answer.promise as Promise<Questions[K]['answer']>;
}

/** Gives up what is asked: other files were chosen, and those before may take long. Pending questions reject. */
export function restart(): void {
  worker?.terminate();
  worker = undefined;
  for (const { reject } of waiting.values()) reject(new Error('given up for other files'));
  waiting.clear();
}
