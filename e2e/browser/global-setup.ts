import type { TestProject } from 'vitest/node';
import { startHeadrace } from '../support/headrace.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The Headrace that all suites of this folder share, with sample events flowing. */
    headrace: { address: string; bootstrapServers: string; jobManager: string; dataDir: string };
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { address, bootstrapServers, jobManager, dataDir, stop } = await startHeadrace(13_000);
  project.provide('headrace', { address, bootstrapServers, jobManager, dataDir });
  return async () => {
    await stop();
  };
}
