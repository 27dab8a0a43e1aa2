import { setTimeout as sleep } from 'node:timers/promises';
import type * as z from 'zod';
import { Anything, type Call } from '../rest/request.ts';
import { type Page, ResultPage, type ResultRow } from './types.ts';

export interface PollOptions {
  readonly signal?: AbortSignal | undefined;
  /** Polling interval in ms while there are no rows: it starts at `first` and grows to `longest`. */
  readonly first?: number;
  readonly longest?: number;
  /** Polling interval in ms after the first rows, evaluated before each poll; default: `longest`. */
  readonly live?: () => number;
}

/** Sends one request to the gateway. */
export interface Caller {
  call<T>(call: Call, schema: z.ZodType<T>): Promise<T>;
}

/** A running statement of the SQL gateway. */
export class Operation {
  private readonly gateway: Caller;
  private readonly path: string;

  constructor(gateway: Caller, session: string, handle: string) {
    this.gateway = gateway;
    this.path = `/v4/sessions/${session}/operations/${handle}`;
  }

  /**
   * The pages of the result, until its end. After submission, pages without rows are returned too, so that the job ID is known before
   * the first row.
   * @throws FlinkRefused with the planner's message if the statement failed; FlinkUnreachable
   */
  async *pages(options: PollOptions = {}): AsyncGenerator<Page, void> {
    const { signal, first = 10, longest = 100, live = () => longest } = options;
    let next: string | undefined = `${this.path}/result/0?rowFormat=JSON`;
    let growing = first;
    let isLive = false;
    while (next !== undefined) {
      const page: ResultPage = await this.gateway.call({ path: next, signal }, ResultPage);
      const came = page.resultType !== 'NOT_READY' && (page.results?.data.length ?? 0) > 0;
      if (page.resultType !== 'NOT_READY') {
        yield { columns: page.results?.columns ?? [], rows: page.results?.data ?? [], jobId: page.jobID ?? undefined };
        if (page.resultType === 'EOS') return;
      }
      next = page.nextResultUri ?? next;
      isLive ||= came;
      // More rows may be available already.
      if (came) continue;
      await sleep(isLive ? live() : growing, undefined, signal ? { signal } : {});
      growing = Math.min(longest, growing * 1.2);
    }
  }

  /** All rows of a bounded statement: DESCRIBE, EXPLAIN, STOP JOB. */
  async all(options: PollOptions = {}): Promise<ResultRow[]> {
    const rows: ResultRow[] = [];
    for await (const page of this.pages({ first: 4, ...options })) rows.push(...page.rows);
    return rows;
  }

  /** Waits until the statement is submitted as a job. @returns the job ID */
  async jobId(options: PollOptions = {}): Promise<string> {
    for await (const page of this.pages(options)) {
      if (page.jobId !== undefined) return page.jobId;
      const first = page.rows[0]?.fields[0];
      if (page.columns[0]?.name === 'job id' && typeof first === 'string') return first;
    }
    throw new Error('the statement started no job');
  }

  /** Closes the statement and releases its resources; the job of a query ends with it. */
  async close(): Promise<void> {
    await this.gateway.call({ method: 'DELETE', path: `${this.path}/close` }, Anything);
  }
}
