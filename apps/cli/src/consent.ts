import { createInterface } from 'node:readline';
import { RollbackError } from '@headrace/cluster/fault';

import { UserError } from '@headrace/text';
import { complain } from './terminal.ts';

/** An option that answers the question in advance (`--yes`), and whether it was given. */
export interface Answer {
  readonly option: string;
  readonly given: boolean;
}

/** Prints what is about to happen and asks for confirmation. @throws UserError if there is no terminal to answer from */
export async function mayGoOn(what: string, { option, given }: Answer): Promise<boolean> {
  complain(what);
  if (given) return true;
  if (!process.stdin.isTTY)
    throw new UserError(
      `The command asks for confirmation, and there is no terminal to answer from: add ${option}.`,
      'command/needs-consent',
    );
  return /^y(es)?$/i.test((await answerTo('Go on? [y/N] ')).trim());
}

/** What the user types at the terminal; empty if they press Ctrl-C or Ctrl-D, or close the terminal. */
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

/** Runs work until it ends or is interrupted. On an interrupt, `signal` is aborted and the work still cleans up. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const interrupt = () => controller.abort();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of signals) process.on(name, interrupt);
  try {
    return await work(controller.signal);
  } catch (e) {
    if (controller.signal.aborted && !(e instanceof RollbackError))
      throw new UserError('Interrupted. All changes were rolled back.');
    throw e;
  } finally {
    for (const name of signals) process.off(name, interrupt);
  }
}
