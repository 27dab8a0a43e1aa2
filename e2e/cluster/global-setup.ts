import type { TestProject } from 'vitest/node';
import { buildServers } from './servers.ts';
import { startCluster, type TestCluster } from './start.ts';

declare module 'vitest' {
  interface ProvidedContext {
    cluster: Omit<TestCluster, 'stop'>;
  }
}

/** One API server for all tests of this suite; each test has namespaces of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stop, ...cluster } = await startCluster(await buildServers());
  project.provide('cluster', cluster);
  return stop;
}
