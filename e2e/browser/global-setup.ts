import type { TestProject } from 'vitest/node';
import { type Headrace, startHeadrace } from '../support/headrace.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The Headrace that all suites of this folder share, with sample events flowing. */
    headrace: Pick<Headrace, 'address' | 'bootstrapServers' | 'jobManager' | 'sqlGateway' | 'flinkKeys' | 'dataDir'>;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { address, bootstrapServers, jobManager, sqlGateway, flinkKeys, dataDir, stop } = await startHeadrace(13_000);
  project.provide('headrace', { address, bootstrapServers, jobManager, sqlGateway, flinkKeys, dataDir });
  return async () => {
    await stop();
  };
}
