import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Engine,
  type EngineHome,
  enginePorts,
  fetchJars,
  findJdk,
  findMaven,
  issueFlinkKeys,
  prepareHome,
  startEngine,
} from '@headrace/engine';

/** Jars are shared by all suites and by `npm start`. */
const root = join(import.meta.dirname, '..', '..');
export const engines = join(root, 'data', 'engine');

/** Starts real Kafka and real Flink in a folder of their own, with all ports moved by `offset`. */
export async function startTestEngine(
  offset: number,
  flinkSettings: Record<string, string> = {},
): Promise<Engine & { readonly dataDir: string }> {
  const home = await testEngineHome();
  const dataDir = mkdtempSync(join(tmpdir(), 'headrace-e2e-'));
  const flinkKeys = await issueFlinkKeys(join(dataDir, 'keys'));
  const engine = await startEngine({ home, dataDir, ports: enginePorts(offset), flinkKeys, flinkSettings });
  return {
    ...engine,
    dataDir,
    stop: async () => {
      await engine.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

const tools = () => ({
  jdk: required(findJdk(), 'a JDK 17'),
  maven: () => required(findMaven(root), 'Maven'),
});

/** The jars of Kafka and Flink, fetched where they are missing. */
export const testEngineHome = (): Promise<EngineHome> => prepareHome({ into: engines, ...tools() });

/** Jars that only a suite needs: those of the pom.xml and jars.lock in `definition`. @returns their folder */
export function fetchTestJars(name: string, definition: string): Promise<string> {
  const { jdk, maven } = tools();
  return fetchJars({ name, definition, into: engines, maven, javaHome: jdk.home });
}

function required<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`The end-to-end suites need ${what}: install it, then run npm test again.`);
  return found;
}
