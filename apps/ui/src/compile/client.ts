import { CompileWorker } from './compile-worker.ts';

/** The compile worker of this page, which all its editors share. */
export const compileWorker = new CompileWorker(
  () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'compile' }),
);
