import { once } from 'node:events';
import { endLeftovers } from '@headrace/engine';
import { originOf } from '@headrace/http';
import { complain, say } from '../terminal.ts';
import { openBrowser } from './browser.ts';
import { openData } from './data.ts';
import { releaseLock, takeLock } from './lock.ts';
import type { UpOptions } from './options.ts';
import { pathsIn } from './paths.ts';
import { type Running, stopAll } from './running.ts';
import { runSteps } from './step-list.ts';
import { steps } from './steps.ts';

/** Signals that stop everything, with the exit code when they come before all is up; afterwards it is 0. */
const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Brings up everything, prints the address, and stays until it is told to stop; then stops all in order.
 * @returns the exit code
 */
export async function up(options: UpOptions): Promise<number> {
  // For all processes that this one starts, too: what they keep is for their own user only.
  process.umask(0o077);
  const paths = pathsIn(options.data);
  openData(options.data);
  takeLock(paths.lock, options.data);
  const stop = new AbortController();
  let started = false;
  let code = 0;
  for (const [signal, signalCode] of Object.entries(signals))
    process.on(signal, () => {
      code = started ? 0 : signalCode;
      stop.abort();
    });
  const running: Running = { apps: [] };
  keepOrder(running);
  try {
    await runSteps(steps(options, running, stop.signal));
    started = !stop.signal.aborted;
    if (started) {
      const address = originOf(options);
      say(`\nHeadrace runs: ${address}\nCtrl-C stops it; what you made is kept in ${options.data}.\n`);
      if (options.open) openBrowser(address);
      if (!stop.signal.aborted) await once(stop.signal, 'abort');
    }
    return code;
  } catch (error) {
    if (stop.signal.aborted) return code;
    throw error;
  } finally {
    await stopAll(running);
    await endLeftovers(paths.run);
    releaseLock(paths.lock);
  }
}

/** Whatever goes wrong here, no process may be left behind. */
function keepOrder(running: Running): void {
  // A terminal that was closed, or a pipe whose reader has gone, takes no more words: that is no reason to end.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  let ending = false;
  process.on('uncaughtException', (bug) => {
    complain(String(bug.stack ?? bug));
    if (!ending) void stopAll(running).finally(() => process.exit(1));
    ending = true;
  });
}
