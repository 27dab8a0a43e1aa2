import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '@headrace/text';
import { type Child, type ChildSpec, type Ending, startChild } from './child.ts';
import { lastWords } from './log.ts';

/** A process that is restarted when it ends. */
export interface PartSpec extends ChildSpec {
  /** Its name in messages: `Kafka`. */
  readonly title: string;
  /** Whether the process is ready; polled while it starts. */
  readonly isReady: () => Promise<boolean>;
  /** Timeout in ms to become ready. */
  readonly readyWithin: number;
  /** Receives a message when the process has ended by itself, and when it runs again. */
  readonly announce: (message: string) => void;
  /** Aborts the first start. */
  readonly signal?: AbortSignal;
}

export interface Part {
  readonly title: string;
  pid(): number;
  stop(): Promise<void>;
}

/** Delays in ms before the first, second, … restart; the last one repeats. */
const backoff = [500, 1000, 2000, 5000, 10_000, 30_000];

/** After this time (ms) a process counts as stable: the backoff starts again. */
const wellAfter = 60_000;

/**
 * Starts a process and waits until it is ready; from then on it is restarted when it ends by itself.
 * @throws UserError if the first start does not become ready; then no process is left running
 */
export async function startPart(spec: PartSpec): Promise<Part> {
  let child = startChild(spec);
  let stopping = false;
  const wake = new AbortController();
  const aborted = () => spec.signal?.aborted === true;
  const fault =
    (await untilReady(spec, child, aborted)) ?? (aborted() ? 'was stopped while it was starting' : undefined);
  if (fault !== undefined) {
    await child.stop();
    throw new UserError(`${spec.title} ${fault}. Its log is ${spec.logFile}${quoted(lastWords(spec.logFile))}`);
  }

  const keep = async (): Promise<void> => {
    for (let attempt = 0; ; attempt++) {
      const since = Date.now();
      const ending = await child.ended;
      if (stopping) return;
      if (Date.now() - since > wellAfter) attempt = 0;
      const pause = backoff[Math.min(attempt, backoff.length - 1)] ?? 0;
      spec.announce(
        `${spec.title} ended by itself (${ending}): it is started again in ${pause / 1000} s. Its log is ${spec.logFile}`,
      );
      await sleep(pause, undefined, { signal: wake.signal }).catch(() => {});
      if (stopping) return;
      child = startChild(spec);
      const again = await untilReady(spec, child, () => stopping);
      if (stopping) return;
      if (again === undefined) spec.announce(`${spec.title} runs again.`);
      else await child.stop();
    }
  };
  const kept = keep();

  return {
    title: spec.title,
    pid: () => child.pid,
    stop: async () => {
      stopping = true;
      wake.abort();
      await child.stop();
      await kept;
    },
  };
}

/** Waits until a child is ready. @returns the failure, as the end of a message, or undefined */
async function untilReady(spec: PartSpec, child: Child, giveUp: () => boolean): Promise<string | undefined> {
  let ending: Ending | undefined;
  child.ended.then((words) => {
    ending = words;
  });
  const end = Date.now() + spec.readyWithin;
  while (!giveUp()) {
    if (ending !== undefined) return `ended while it was starting (${ending})`;
    if (await spec.isReady()) return undefined;
    if (Date.now() > end) return `was not ready after ${Math.round(spec.readyWithin / 1000)} s`;
    await sleep(50);
  }
  return undefined;
}

function quoted(words: string): string {
  return words === '' ? '.' : `; its last words: ${words}`;
}
