import { createInterface } from 'node:readline';
import { RollbackError } from '@headrace/cluster/fault';

import { UserError } from '@headrace/text';
import { complain } from './terminal.ts';

/** An option that answers the question beforehand: `--yes`, and whether it was given. */
export interface Answer {
  readonly option: string;
  readonly given: boolean;
}

/** Says what is about to happen and asks before it does. @throws UserError when nobody can answer */
export async function mayGoOn(what: string, { option, given }: Answer): Promise<boolean> {
  complain(what);
  if (given) return true;
  if (!process.stdin.isTTY)
    throw new UserError(
      `It asks before it begins, and there is no terminal to answer from: add ${option}.`,
      'command/needs-consent',
    );
  return /^y(es)?$/i.test((await answerTo('Go on? [y/N] ')).trim());
}

/** What somebody types at the terminal; nothing when they end it with Ctrl-C or Ctrl-D, or go away. */
async function answerTo(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await new Promise<string | undefined>((resolve) => {
    terminal.question(question, resolve);
    terminal.once('close', () => resolve(undefined));
  });
  terminal.close();
  // The cursor is still behind the question.
  if (answer === undefined) process.stderr.write('\n');
  return answer ?? '';
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
    if (controller.signal.aborted && !(e instanceof RollbackError))
      throw new UserError('Interrupted. What was begun has been taken back.');
    throw e;
  } finally {
    for (const name of signals) process.off(name, interrupt);
  }
}
