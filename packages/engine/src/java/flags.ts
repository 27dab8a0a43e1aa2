import { archiveFlags, type ClassArchive } from './archive.ts';
import { kafkaClientFlags } from './kafka-client.ts';

export interface JvmSetting {
  /** Heap, as `-Xmx` takes it. */
  readonly heap: string;
  /** Logging configuration. */
  readonly log4j: string;
  readonly archive?: ClassArchive | undefined;
}

/**
 * What a JVM otherwise takes from the machine: a Java 17 without `LANG` reads and writes ASCII, and one of a Turkish person
 * makes another letter of `I`. Source: JEP 400 (UTF-8 by default, from Java 18 on) and `String.toLowerCase`.
 */
export const localeFlags: readonly string[] = [
  '-Dfile.encoding=UTF-8',
  '-Dsun.stdout.encoding=UTF-8',
  '-Dsun.stderr.encoding=UTF-8',
  '-Duser.language=en',
  '-Duser.country=US',
];

/** The flags that the JVMs of all parts have in common. */
export function jvmFlags({ heap, log4j, archive }: JvmSetting): string[] {
  return [
    `-Xmx${heap}`,
    '-XX:+UseSerialGC',
    // Starting quickly matters more here than the last word in speed: docs/decisions/0007-quick-compiler.md.
    '-XX:TieredStopAtLevel=1',
    // The quick compiler alone has 48 MB for its code, which the generated classes of some dozens of jobs fill; then a thread
    // sweeps it without end and new code is interpreted. As much as with all tiers; what is not used takes no memory.
    '-XX:ReservedCodeCacheSize=240m',
    '-XX:+ExitOnOutOfMemoryError',
    ...localeFlags,
    ...kafkaClientFlags,
    `-Dlog4j.configurationFile=${log4j}`,
    ...(archive ? archiveFlags(archive) : []),
  ];
}
