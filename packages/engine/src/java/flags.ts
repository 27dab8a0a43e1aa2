import { archiveFlags, type ClassArchive } from './archive.ts';
import { kafkaClientFlags } from './kafka-client.ts';

export interface JvmSetting {
  /** Heap, as `-Xmx` takes it. */
  readonly heap: string;
  /** Logging configuration. */
  readonly log4j: string;
  readonly archive?: ClassArchive | undefined;
}

/** The flags that the JVMs of all parts have in common. */
export function jvmFlags({ heap, log4j, archive }: JvmSetting): string[] {
  return [
    `-Xmx${heap}`,
    '-XX:+UseSerialGC',
    // Starting quickly matters more here than the last word in speed: docs/decisions/0007-quick-compiler.md.
    '-XX:TieredStopAtLevel=1',
    '-XX:+ExitOnOutOfMemoryError',
    ...kafkaClientFlags,
    `-Dlog4j.configurationFile=${log4j}`,
    ...(archive ? archiveFlags(archive) : []),
  ];
}
