import { WorkerLink } from '../../../lib/worker-link.ts';
import type { Questions } from './messages.ts';

/** Ten thousand workloads take a few seconds; files that nobody can evaluate take for ever. In ms. */
const deadline = 120_000;

/** The page's worker, which reads, evaluates and draws, so that the page is never behind. */
const link = new WorkerLink<Questions>({
  start: () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'network' }),
  deadline,
  task: 'Evaluating the policies',
  advice: 'Choose fewer files at once.',
});

/** Rejects with a `WorkerFault` when the worker throws, hangs or ends. */
export const ask: WorkerLink<Questions>['ask'] = (kind, question) => link.ask(kind, question);

/** Gives up what is asked: other files were chosen, and those before may take long. */
export const restart = (): void => link.giveUp('Other files were chosen.');
