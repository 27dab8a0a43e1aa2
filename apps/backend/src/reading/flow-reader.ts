import { join } from 'node:path';
import type { ConnectionView, Diagnostic } from '@headrace/flow';
import type { Piscina } from 'piscina';
import { type Answers, perform, type ReadFlow, type Task } from './task.ts';

export interface ReaderSettings {
  /** A text of so many characters is read at once, on the event loop. */
  readonly inline: number;
  /** A longer one may take so long (ms), waiting for its turn included. */
  readonly deadline: number;
}

/**
 * Reading and compiling take time by the length of the text; the slowest texts that are known take 70 ms at 16,000 characters, on a busy
 * machine. Most flows are shorter, and sending one to a thread and its document back takes longer than reading it. A flow of 1,000 nodes
 * (300,000 characters) takes half a second.
 */
const usual: ReaderSettings = { inline: 16_000, deadline: 5_000 };

/** Texts that wait for the thread at most. */
const mostWaiting = 50;

type Pool = Piscina<Task, Answers[Task['kind']]>;

const heap = { maxOldGenerationSizeMb: 1024 };

/**
 * Reads flows that somebody sent. A long text is read in a thread of its own, so that the backend answers others meanwhile; one that
 * is not read by the deadline ends the thread, and is refused in a diagnostic. The thread starts with the first long text.
 */
export class FlowReader {
  private readonly settings: ReaderSettings;
  private pool: Promise<Pool> | undefined;

  constructor(settings: ReaderSettings = usual) {
    this.settings = settings;
  }

  /** A text as a flow; diagnostics say why it is none, or that reading it took too long. */
  async read(text: string, connections: readonly ConnectionView[]): Promise<ReadFlow> {
    const found = await this.run<'read'>({ kind: 'read', text, connections });
    return found ?? { document: undefined, diagnostics: [tooSlow(this.settings.deadline)] };
  }

  /** What the document calls itself; a text that cannot be read has no name of its own. */
  async nameIn(text: string): Promise<string> {
    return (await this.read(text, [])).document?.metadata.name ?? 'unreadable';
  }

  /** The text with another name in it, the rest untouched. A text that cannot be read stays as it is. */
  async renamed(text: string, name: string): Promise<string> {
    return (await this.run<'rename'>({ kind: 'rename', text, name })) ?? text;
  }

  async close(): Promise<void> {
    await (await this.pool)?.destroy();
  }

  /** Undefined when it was not done by the deadline, or needs more memory than a thread gets. */
  private async run<K extends Task['kind']>(task: Task & { kind: K }): Promise<Answers[K] | undefined> {
    if (task.text.length <= this.settings.inline) return perform(task) as Answers[K];
    const over = AbortSignal.timeout(this.settings.deadline);
    try {
      this.pool ??= openPool();
      return (await (await this.pool).run(task, { signal: over })) as Answers[K];
    } catch (e) {
      if (over.aborted || isExhausted(e)) return undefined;
      throw e;
    }
  }
}

/** Loaded with the first long text, since most backends never get one. */
async function openPool(): Promise<Pool> {
  const { FixedQueue, Piscina } = await import('piscina');
  return new Piscina({
    filename: join(import.meta.dirname, 'worker.ts'),
    minThreads: 0,
    maxThreads: 1,
    maxQueue: mostWaiting,
    taskQueue: new FixedQueue(),
    idleTimeout: 60_000,
    resourceLimits: heap,
  });
}

/** The thread's memory is used up, or too many texts wait. */
const isExhausted = (e: unknown): boolean =>
  e instanceof Error &&
  (('code' in e && e.code === 'ERR_WORKER_OUT_OF_MEMORY') || e.message === 'Task queue is at limit');

const tooSlow = (deadline: number): Diagnostic => ({
  code: 'document/too-slow',
  severity: 'error',
  message: `Reading this flow did not end within ${deadline / 1000} s, so it was given up. Try again; if it stays so, split the flow.`,
  place: { file: { line: 1, column: 1 } },
});
