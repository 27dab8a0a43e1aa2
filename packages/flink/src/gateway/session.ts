import { FlinkRefused } from '../rest/errors.ts';
import type { SqlGateway } from './gateway.ts';
import type { Operation } from './operation.ts';
import type { Properties } from './types.ts';

export interface SessionOptions {
  readonly properties: Properties;
  /** Interval of heartbeats in ms; the gateway closes an idle session after 10 minutes by default. */
  readonly heartbeat?: number;
  /** Called when the gateway has lost the session: everything that was created in it is gone. */
  readonly onReopen?: () => void;
}

/**
 * A session that is opened on first use, kept alive by heartbeats, and opened again if the gateway has lost it (a restart, an idle
 * timeout).
 */
export class Session {
  private readonly gateway: SqlGateway;
  private readonly options: SessionOptions;
  private handle: Promise<string> | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(gateway: SqlGateway, options: SessionOptions) {
    this.gateway = gateway;
    this.options = options;
  }

  /** Opens the session in advance, so that the first statement does not wait for it. */
  async open(): Promise<void> {
    await this.current();
  }

  /**
   * Runs a CREATE, DROP, ALTER, USE, SET or RESET and waits for its end.
   * @throws FlinkRefused with the planner's message; FlinkUnreachable; SessionLost if the session, and everything in it, is gone
   */
  configure(statement: string, signal?: AbortSignal): Promise<void> {
    return this.with((handle) => this.gateway.configure(handle, statement, signal));
  }

  /** Submits any other statement. */
  submit(statement: string, signal?: AbortSignal): Promise<Operation> {
    return this.with((handle) => this.gateway.submit(handle, statement, signal));
  }

  /** Closes the session and the jobs of its queries. It never throws: errors mean that the session is gone. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    const handle = this.handle;
    this.handle = undefined;
    if (handle === undefined) return;
    try {
      await this.gateway.close(await handle);
    } catch {
      // The session is already gone.
    }
  }

  private current(): Promise<string> {
    if (this.handle) return this.handle;
    const opening = this.gateway.open(this.options.properties);
    this.handle = opening;
    opening.then(
      () => this.beat(),
      () => this.forget(opening),
    );
    return opening;
  }

  private async with<T>(use: (handle: string) => Promise<T>): Promise<T> {
    const opened = this.current();
    const handle = await opened;
    try {
      return await use(handle);
    } catch (error) {
      if (!isLost(error)) throw error;
      this.forget(opened);
      this.options.onReopen?.();
      throw new SessionLost();
    }
  }

  private forget(opened: Promise<string>): void {
    if (this.handle === opened) this.handle = undefined;
  }

  private beat(): void {
    clearInterval(this.timer);
    this.timer = setInterval(async () => {
      const opened = this.handle;
      if (!opened) return;
      try {
        await this.gateway.heartbeat(await opened);
      } catch (error) {
        if (!isLost(error)) return;
        this.forget(opened);
        this.options.onReopen?.();
      }
    }, this.options.heartbeat ?? 60_000).unref();
  }
}

/** The gateway has lost the session with all its tables and views. The caller must repeat its statements from the beginning. */
export class SessionLost extends Error {
  override readonly name = 'SessionLost';
  constructor() {
    super('The SQL gateway has lost the session');
  }
}

/** Whether an error says that the gateway does not know the session. */
export function isLost(error: unknown): boolean {
  return error instanceof FlinkRefused && /Session '.*' does not exist/.test(error.reason);
}
