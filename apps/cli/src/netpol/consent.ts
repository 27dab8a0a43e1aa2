import { createInterface } from 'node:readline/promises';
import { CannotRun } from '../cannot-run.ts';

/** Asks before anything is started or changed; `--yes` has answered already. @throws CannotRun when nobody can answer */
export async function mayGoOn(what: string, yes: boolean): Promise<boolean> {
  console.error(what);
  if (yes) return true;
  if (!process.stdin.isTTY)
    throw new CannotRun('It asks before it begins, and there is no terminal to answer from: add --yes.');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question('Go on? [y/N] ');
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

/** Runs until it ends or somebody interrupts it; then `signal` says so, and cleaning up still happens. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const interrupt = () => controller.abort();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of signals) process.on(name, interrupt);
  try {
    return await work(controller.signal);
  } catch (e) {
    if (controller.signal.aborted) throw new CannotRun('Interrupted. What was started has been removed again.');
    throw e;
  } finally {
    for (const name of signals) process.off(name, interrupt);
  }
}
