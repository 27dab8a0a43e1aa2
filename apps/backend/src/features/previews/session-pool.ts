import { type Operation, Session, SessionLost, type SqlGateway } from '@headrace/flink';
import { type PreviewQuery, printStatement } from '@headrace/flow';
import type { PreviewJobs } from '../../flink/job-names.ts';
import { plannerSettings } from '../../planner/planner-settings.ts';

/** A session in which one preview's query can be run at once. */
export interface Prepared {
  readonly jobName: string;
  readonly session: Session;
}

/**
 * How much of a result Flink gathers before it hands it over, and the largest row that it takes.
 * Source: https://nightlies.apache.org/flink/flink-docs-stable/docs/deployment/config/#collect-sink-batch-size-max
 */
const batchSize = 'collect-sink.batch-size.max';

/**
 * With Flink's own 2 MB, a preview from the earliest event waits until so much has been read, written and sent before its
 * first row is seen.
 */
const usualBatch = 128 * 1024;

/** The statement that gives a session batches with room for a row; undefined where there is enough. */
function roomFor(rowBytes: number): string | undefined {
  if (rowBytes <= usualBatch) return undefined;
  return printStatement({ kind: 'set', key: batchSize, value: `${rowBytes} bytes` }).text;
}

/**
 * For rows to come soon: no checkpoints (rows would wait for one), small buffers and batches sent early, frequent
 * watermarks. Each task has a thread that sends buffers early: every 5 ms, those of a dozen previews took a sixth of a core.
 * Source: https://nightlies.apache.org/flink/flink-docs-stable/docs/deployment/config/
 */
export const previewSettings = {
  'execution.runtime-mode': 'streaming',
  'execution.buffer-timeout.interval': '20 ms',
  'pipeline.auto-watermark-interval': '20 ms',
  'pipeline.object-reuse': 'true',
  'parallelism.default': '1',
  'restart-strategy.type': 'none',
  [batchSize]: `${usualBatch} bytes`,
  ...plannerSettings,
};

/** Keeps one session ready, so that a preview need not wait for one to be opened. */
export class SessionPool {
  private readonly gateway: SqlGateway;
  private readonly names: PreviewJobs;
  private ready: Prepared | undefined;

  constructor(gateway: SqlGateway, names: PreviewJobs) {
    this.gateway = gateway;
    this.names = names;
  }

  /** Prepares the session for the next preview; a gateway that is away is asked again by the preview itself. */
  async warm(): Promise<void> {
    if (this.ready) return;
    const prepared = this.make();
    this.ready = prepared;
    await prepared.session.open().catch(() => {});
  }

  /** Gives that session; another is prepared by `warm`, when this preview no longer waits for Flink. */
  take(): Prepared {
    const taken = this.ready ?? this.make();
    this.ready = undefined;
    return taken;
  }

  async close(): Promise<void> {
    await this.ready?.session.close();
    this.ready = undefined;
  }

  private make(): Prepared {
    const jobName = this.names.newName();
    const properties = { ...previewSettings, 'pipeline.name': jobName };
    return { jobName, session: new Session(this.gateway, { properties }) };
  }
}

/**
 * Submits a preview's query in a session that stands ready.
 * @throws FlinkRefused with the planner's message, FlinkUnreachable, SessionLost
 */
export async function submitQuery(session: Session, query: PreviewQuery, signal: AbortSignal): Promise<Operation> {
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
