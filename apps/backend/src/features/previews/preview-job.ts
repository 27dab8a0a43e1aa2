import { type Operation, type ResultRow, SessionLost } from '@headrace/flink';
import type { PreviewQuery } from '@headrace/flow';
import { type Prepared, roomFor, type SessionPool } from './session-pool.ts';

export interface AttemptEvents {
  /** A job of this name will be there from now on. */
  named(jobName: string): void;
  /** The job has been submitted; its id, where Flink has told it. */
  started(jobId: string | undefined): void;
  rows(rows: readonly ResultRow[]): void;
}

/**
 * Runs a preview's query once, as one job, until it ends or `signal` says so; the job is gone afterwards.
 * @param pause between two looks for more rows, ms
 * @throws FlinkRefused with the reason when it fails, FlinkUnreachable, SessionLost
 */
export async function attempt(
  pool: SessionPool,
  query: PreviewQuery,
  signal: AbortSignal,
  events: AttemptEvents,
  pause: () => number,
): Promise<void> {
  const prepared = pool.take();
  events.named(prepared.jobName);
  try {
    const operation = await submit(prepared, query, signal);
    let started = false;
    for await (const page of operation.pages({ signal, first: 10, longest: 60, live: pause })) {
      if (!started) {
        events.started(page.jobId);
        void pool.warm();
      }
      started = true;
      if (page.rows.length > 0) events.rows(page.rows);
    }
  } finally {
    // The session's end is the end of its query's job.
    await prepared.session.close();
  }
}

async function submit(prepared: Prepared, query: PreviewQuery, signal: AbortSignal): Promise<Operation> {
  const { session } = prepared;
  const room = roomFor(query.rowBytes);
  const all = async () => {
    if (room) await session.configure(room, signal);
    for (const table of query.tables) await session.configure(table.text, signal);
    return session.submit(query.query.text, signal);
  };
  try {
    return await all();
  } catch (error) {
    // The gateway was restarted while the session stood ready: it opens anew by itself.
    if (error instanceof SessionLost) return all();
    throw error;
  }
}
