import { join } from 'node:path';
import { compileOnce } from './java/compile.ts';
import type { Jdk } from './java/find.ts';
import { fetchJars, isFetched, type Progress } from './maven/fetch.ts';

const packageDir = join(import.meta.dirname, '..');

/** The jars and classes of an engine that can be started. */
export interface EngineHome {
  readonly java: string;
  readonly kafkaJars: string;
  readonly flinkJars: string;
  readonly flinkClasses: string;
  readonly log4j: string;
}

export interface HomeRequest {
  /** Folder that keeps engines. */
  readonly into: string;
  readonly jdk: Jdk;
  readonly maven: string;
  readonly onProgress?: (name: EngineName, progress: Progress) => void;
  readonly signal?: AbortSignal;
}

export type EngineName = 'kafka' | 'flink';

const definition = (name: EngineName) => join(packageDir, name);

/** Whether an engine's jars are there already. */
export function isHere(name: EngineName, into: string): boolean {
  return isFetched({ definition: definition(name), into, name });
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
  const flinkClasses = await compileOnce(jdk, join(definition('flink'), 'LocalFlink.java'), flinkJars, into);
  return {
    java: join(jdk.home, 'bin', 'java'),
    kafkaJars,
    flinkJars,
    flinkClasses,
    log4j: join(packageDir, 'log4j2.properties'),
  };
}
