import type { TestProject } from 'vitest/node';
import { buildServers } from './servers.ts';
import { startCluster } from './start.ts';

declare module 'vitest' {
  interface ProvidedContext {
    cluster: { readonly folder: string; readonly server: string; readonly kubeletPort: number };
  }
}

/** One API server for all tests of this suite; each test has namespaces of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stop, ...cluster } = await startCluster(await buildServers());
  project.provide('cluster', cluster);
  return stop;
}
