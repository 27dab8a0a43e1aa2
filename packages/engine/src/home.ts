import { join } from 'node:path';
import type { EngineName } from './engine-name.ts';
import { compileOnce } from './java/compile.ts';
import type { Jdk } from './java/find.ts';
import { fetchJars, isFetched, type Progress } from './maven/fetch.ts';
import { type Rehearsed, rehearsedIn } from './rehearsal/rehearsed.ts';

const packageDir = join(import.meta.dirname, '..');

/** The jars and classes of an engine that can be started. */
export interface EngineHome {
  readonly java: string;
  readonly kafkaJars: string;
  readonly flinkJars: string;
  /** Jar of the class that knows the user of a broker that wants clients to sign in. */
  readonly kafkaStarter: string;
  /** Jar of the class that starts Flink. */
  readonly flinkStarter: string;
  /** Jar of the format that Flink reads messages with. */
  readonly flinkJson: string;
  /** Statements that Flink's planner is warmed up with. */
  readonly warmUp: string;
  readonly log4j: string;
  readonly rehearsed: Rehearsed;
}

export interface HomeRequest {
  /** Folder that keeps engines. */
  readonly into: string;
  readonly jdk: Jdk;
  /** Gives the Maven to call; only asked when a jar is missing. */
  readonly maven: () => string;
  readonly onProgress?: (name: EngineName, progress: Progress) => void;
  readonly signal?: AbortSignal;
}

const definition = (name: EngineName | 'json') => join(packageDir, name);

/** Whether all jars of Kafka and Flink are there, so that Maven is not needed. */
export function isHomeFetched(into: string): boolean {
  return (['kafka', 'flink'] as const).every((name) => isFetched({ definition: definition(name), into, name }));
}

/** Brings what is missing of Kafka and Flink, and compiles the class that starts Flink; a second call does nothing. */
export async function prepareHome(request: HomeRequest): Promise<EngineHome> {
  const { into, jdk, maven, onProgress } = request;
  const fetch = (name: EngineName) =>
    fetchJars({
      definition: definition(name),
      into,
      name,
      maven,
      javaHome: jdk.home,
      onProgress: (progress) => onProgress?.(name, progress),
      ...(request.signal ? { signal: request.signal } : {}),
    });
  const kafkaJars = await fetch('kafka');
  const flinkJars = await fetch('flink');
  const compile = (folder: EngineName | 'json', jars: string, name: string) =>
    compileOnce({ jdk, sources: definition(folder), jars, into, name });
  const kafkaStarter = await compile('kafka', kafkaJars, 'kafka-starter');
  const flinkStarter = await compile('flink', flinkJars, 'flink-starter');
  const flinkJson = await compile('json', flinkJars, 'headrace-json');
  return {
    java: join(jdk.home, 'bin', 'java'),
    kafkaJars,
    flinkJars,
    kafkaStarter,
    flinkStarter,
    flinkJson,
    warmUp: join(definition('flink'), 'warm-up.sql'),
    log4j: join(packageDir, 'log4j2.properties'),
    rehearsed: rehearsedIn(into, jdk, [kafkaJars, kafkaStarter, flinkJars, flinkStarter, flinkJson]),
  };
}
