import { setTimeout as sleep } from 'node:timers/promises';
import type { PreviewEvent } from '@headrace/api';
import { FlinkRefused, FlinkUnreachable, type ResultRow, SessionLost } from '@headrace/flink';
import type { PreviewPort, Printed } from '@headrace/flow';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { TopicUse } from '../../reading/flow-resources.ts';
import { Preview, type PreviewParts } from './preview.ts';

vi.mock('node:timers/promises', () => import('../../testing/faked-sleep.ts'));

const port: PreviewPort = {
  key: 'orders',
  node: 'orders',
  columns: [{ name: 'id', type: 'STRING' }],
  eventTime: undefined,
  cut: [],
  limit: 0,
};
const printed = (text: string): Printed => ({ text, spans: [] });
const topic: TopicUse = {
  node: 'orders',
  table: 'orders.source',
  topic: 'ORDERS',
  role: 'source',
  at: { kind: 'kafka', address: 'broker' },
  idleTimeout: 0,
};
const row = (id: string): ResultRow => ({ kind: 'INSERT', fields: ['0', null, [id], null] });
const unreachable = () => new FlinkUnreachable('sql-gateway', 'nothing listens at its address');
const refused = (reason: string, trace = reason) => new FlinkRefused('sql-gateway', 500, reason, trace);

/** One attempt of the preview to run its job, as a test drives it. */
class Job {
  readonly statements: string[] = [];
  closed = 0;
  private readonly waiting: (() => void)[] = [];
  private readonly pages: ({ jobId: string | undefined; columns: []; rows: ResultRow[] } | Error | 'end')[] = [];

  /** Rows come; none says that the job is submitted. */
  give(...rows: ResultRow[]): void {
    this.put({ jobId: 'job', columns: [], rows });
  }

  put(page: (typeof this.pages)[number]): void {
    this.pages.push(page);
    this.waiting.shift()?.();
  }

  readonly session = {
    configure: async (statement: string) => void this.statements.push(statement),
    submit: async (statement: string) => {
      this.statements.push(statement);
      return { pages: (options: { signal: AbortSignal }) => this.read(options.signal) };
    },
    close: async () => void this.closed++,
  };

  private async *read(signal: AbortSignal) {
    for (;;) {
      signal.throwIfAborted();
      const page = this.pages.shift();
      if (page === 'end') return;
      if (page instanceof Error) throw page;
      if (page) yield page;
      else
        await new Promise<void>((resolve, reject) => {
          this.waiting.push(resolve);
          signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        });
    }
  }
}

let jobs: Job[];
let missing: string[];
let isFree: boolean;
let ended: ReturnType<typeof vi.fn<() => void>>;
let reported: unknown[];
let preview: Preview;
let told: string[];

beforeEach(() => {
  vi.useFakeTimers();
  jobs = [];
  missing = [];
  isFree = true;
  reported = [];
  ended = vi.fn();
  told = [];
});
afterEach(async () => {
  preview.end('The test is over.');
  await preview.gone;
  expect(reported).toEqual([]);
  vi.useRealTimers();
});

/** Begins a preview that one person looks at. */
async function begin(more: Partial<{ rowBytes: number }> = {}): Promise<void> {
  const parts = {
    pool: {
      take: () => {
        const job = new Job();
        jobs.push(job);
        return { jobName: `preview-${jobs.length}`, session: job.session };
      },
      warm: async () => {},
    },
    slots: {
      take: async (signal: AbortSignal, waits: (message: string) => void) => {
        for (let said = false; !isFree; said = true) {
          if (!said) waits('All slots are taken.');
          await sleep(100, undefined, { signal });
        }
        return () => {};
      },
    },
    clients: { at: () => ({ missing: async (names: string[]) => names.filter((name) => missing.includes(name)) }) },
    jobManager: {
      job: async () => undefined,
      plan: async () => ({ plan: { nodes: [] } }),
      metricNames: async () => [],
    },
    pause: () => 60,
    onEnd: ended,
    onError: (error: unknown) => reported.push(error),
  } as unknown as PreviewParts;
  const query = {
    tables: [printed('CREATE TABLE t')],
    query: printed('SELECT 1'),
    ports: [port],
    rowBytes: 100,
    ...more,
  };
  const facts = { tables: [], nodes: [], resources: [], counted: [], states: [] } as never;
  preview = new Preview({ id: 'p', person: 'me', query, topics: [topic], facts, windows: undefined }, parts);
  preview.join((event) => told.push(short(event)));
  await settle();
}

function short(event: PreviewEvent): string {
  if (event.kind === 'rows') return `rows ${event.rows.map((r) => r.fields[0]).join()}`;
  return event.kind === 'state' ? `${event.state}: ${event.message}` : event.kind;
}
const states = () => told.filter((line) => /^(starting|running|recovering|ended|failed): /.test(line));
const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

describe('a preview that works', () => {
  test('makes its tables, submits one query, and is live once Flink has it', async () => {
    await begin();
    expect(jobs[0]?.statements).toEqual(['CREATE TABLE t', 'SELECT 1']);
    expect(states()).toEqual(['starting: Starting the preview…']);
    jobs[0]?.give();
    await settle();
    expect(states().at(-1)).toBe('running: Live');
    expect(preview.jobName).toBe('preview-1');
    jobs[0]?.give(row('a'));
    await settle();
    expect(told.at(-1)).toBe('rows a');
  });

  test('gives a session room for rows that are larger than a batch', async () => {
    await begin({ rowBytes: 200_000 });
    expect(jobs[0]?.statements[0]).toContain('200000 bytes');
  });

  test('ends when all was read, and its session is closed', async () => {
    await begin();
    jobs[0]?.give(row('a'));
    jobs[0]?.put('end');
    await settle();
    expect(states().at(-1)).toBe('ended: All events were read.');
    await preview.gone;
    expect(jobs[0]?.closed).toBe(1);
    expect(ended).toHaveBeenCalledOnce();
  });

  test('ends after ten minutes', async () => {
    await begin();
    jobs[0]?.give();
    await settle(10 * 60_000);
    expect(states().at(-1)).toMatch(/^ended: The preview has ended after 10 minutes/);
  });

  test('says for what it waits while there is no slot, and begins when there is one', async () => {
    isFree = false;
    await begin();
    expect(states()).toEqual(['starting: All slots are taken.']);
    expect(jobs).toHaveLength(0);
    isFree = true;
    await settle(200);
    expect(jobs).toHaveLength(1);
  });
});

describe('its end', () => {
  test('closes the session of the job once, whatever comes after', async () => {
    await begin();
    jobs[0]?.give();
    await settle();
    preview.end('The preview was stopped.');
    preview.end('again', 'failed');
    await preview.gone;
    expect(states().at(-1)).toBe('ended: The preview was stopped.');
    expect(jobs[0]?.closed).toBe(1);
    expect(ended).toHaveBeenCalledOnce();
  });

  test('comes when the one viewer leaves, and not while another looks', async () => {
    await begin();
    preview.join(() => {});
    preview.leave();
    expect(ended).not.toHaveBeenCalled();
    await begin();
    preview.leave();
    expect(ended).toHaveBeenCalledOnce();
  });

  test('while it waits for a slot submits nothing', async () => {
    isFree = false;
    await begin();
    preview.end('The preview was stopped.');
    isFree = true;
    await settle(1_000);
    await preview.gone;
    expect(jobs).toHaveLength(0);
  });
});

describe('what passes is tried again', () => {
  test.each([
    ['Flink is away', unreachable()],
    ['the gateway has lost the session', new SessionLost()],
    ['the gateway does not know the session', refused("Session 's' does not exist.")],
  ])('%s', async (_, error) => {
    await begin();
    jobs[0]?.give(row('a'));
    jobs[0]?.put(error);
    await settle();
    expect(states().at(-1)).toMatch(/^recovering: Flink does not answer\. The preview goes on by itself/);
    await settle(250);
    expect(jobs).toHaveLength(2);
    expect(jobs[0]?.closed).toBe(1);
    jobs[1]?.give();
    await settle();
    expect(states().at(-1)).toBe('running: Live');
    // What was counted of the first job is shown no more.
    expect(told.at(-2)).toBe('ports');
  });

  test('after pauses that grow to three seconds', async () => {
    await begin();
    const attempts: number[] = [];
    for (const pause of [250, 500, 1_000, 2_000, 3_000, 3_000]) {
      jobs.at(-1)?.put(unreachable());
      await settle(pause - 1);
      const before = jobs.length;
      await settle(1);
      attempts.push(jobs.length - before);
    }
    expect(attempts).toEqual([1, 1, 1, 1, 1, 1]);
  });
});

describe('what another attempt would not mend', () => {
  test('fails with the sentence, and nothing is submitted again', async () => {
    await begin();
    jobs[0]?.put(refused('Column x is unknown', 'org.apache.flink.table.api.ValidationException: Column x is unknown'));
    await settle(10_000);
    expect(states().at(-1)).toMatch(/^failed: /);
    expect(jobs).toHaveLength(1);
    expect(ended).toHaveBeenCalledOnce();
  });
});

describe('topics that it reads', () => {
  test('that are missing are said, and the job begins again when they are back', async () => {
    missing = ['ORDERS'];
    await begin();
    jobs[0]?.give();
    await settle();
    expect(states().at(-1)).toMatch(/^recovering: The topic ORDERS does not exist/);
    missing = [];
    await settle(3_000);
    await settle(250);
    expect(jobs).toHaveLength(2);
    jobs[1]?.give();
    await settle();
    expect(states().at(-1)).toBe('running: Live');
  });

  test('whose rows come before the watch has seen them are there', async () => {
    missing = ['ORDERS'];
    await begin();
    jobs[0]?.give();
    await settle();
    jobs[0]?.give(row('a'));
    await settle();
    expect(states().at(-1)).toBe('running: Live');
    missing = [];
    await settle(4_000);
    expect(jobs).toHaveLength(1);
  });

  test('that are missing keep a failed job from beginning again', async () => {
    missing = ['ORDERS'];
    await begin();
    jobs[0]?.put(unreachable());
    await settle(30_000);
    expect(jobs).toHaveLength(1);
    missing = [];
    await settle(6_500);
    expect(jobs).toHaveLength(2);
  });
});
