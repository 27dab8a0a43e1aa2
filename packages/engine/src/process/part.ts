import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '@headrace/text';
import { type Child, type ChildSpec, type Ending, startChild } from './child.ts';
import { lastWords } from './log.ts';

/** A process that is kept running. */
export interface PartSpec extends ChildSpec {
  /** As it is called in sentences: `Kafka`. */
  readonly title: string;
  /** Whether it does its work; asked again and again while it starts. */
  readonly isReady: () => Promise<boolean>;
  /** Milliseconds it may take to become ready. */
  readonly readyWithin: number;
  /** Is told in a sentence when the part ended by itself and when it runs again. */
  readonly tell: (sentence: string) => void;
  /** Gives up the first start. */
  readonly signal?: AbortSignal;
}

export interface Part {
  readonly title: string;
  pid(): number;
  stop(): Promise<void>;
}

/** Milliseconds to wait before the first, second, … new start; the last one repeats. */
const backoff = [500, 1000, 2000, 5000, 10_000, 30_000];

/** A part that ran this long (ms) counts as well again: the next end starts the backoff anew. */
const wellAfter = 60_000;

/**
 * Starts a part and waits until it is ready; from then on a part that ends by itself is started again.
 * Fails with a `UserError` when the first start does not become ready; then nothing is left running.
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
      spec.tell(
        `${spec.title} ended by itself (${ending}): it is started again in ${pause / 1000} s. Its log is ${spec.logFile}`,
      );
      await sleep(pause, undefined, { signal: wake.signal }).catch(() => {});
      if (stopping) return;
      child = startChild(spec);
      const again = await untilReady(spec, child, () => stopping);
      if (stopping) return;
      if (again === undefined) spec.tell(`${spec.title} runs again.`);
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

/** Waits until a child is ready. @returns what went wrong, as the rest of a sentence, or `undefined` */
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
