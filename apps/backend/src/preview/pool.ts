import { Session, type SqlGateway } from '@headrace/flink';
import { plannerSettings } from '../planner-settings.ts';
import type { PreviewJobs } from './job-name.ts';
import { usualRoom } from './room.ts';

/** A session in which one preview's query can be run at once. */
export interface Prepared {
  readonly jobName: string;
  readonly session: Session;
}

/**
 * For rows to come soon: no checkpoints (rows would wait for one), small buffers and batches sent early, frequent
 * watermarks.
 * Source: https://nightlies.apache.org/flink/flink-docs-stable/docs/deployment/config/
 */
export const previewSettings = {
  'execution.runtime-mode': 'streaming',
  'execution.buffer-timeout.interval': '5 ms',
  'pipeline.auto-watermark-interval': '20 ms',
  'pipeline.object-reuse': 'true',
  'parallelism.default': '1',
  'restart-strategy.type': 'none',
  ...usualRoom,
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
