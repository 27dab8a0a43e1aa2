import { knowSecretsOf } from '@headrace/service';
import type { Logger } from '../logging/logging.ts';
import { PortFault, type Served, type ServeOptions, serve } from './serve.ts';

export interface RunOptions extends ServeOptions {
  readonly log: Logger;
  /** Called after the last request, before the process ends: closes databases and clients. */
  readonly onStop?: () => Promise<void> | void;
}

/** What the `main.ts` of a server does: serves until the process is told to end, then ends in order. */
export async function runServer({ log, onStop, ...options }: RunOptions): Promise<void> {
  knowSecretsOf(process.env);
  let served: Served;
  try {
    served = await serve({
      onRefused: ({ code, status }, target) => log.warn({ code, status, target: target.slice(0, 200) }, 'refused'),
      ...options,
    });
  } catch (error) {
    if (!(error instanceof PortFault)) throw error;
    log.fatal(error.message);
    process.exitCode = 1;
    await onStop?.();
    return;
  }
  log.info({ port: served.port }, 'listening');
  const stop = async () => {
    await served.close();
    await onStop?.();
    log.info('stopped');
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
}
