import type { TestProject } from 'vitest/node';
import { startTestEngine } from '../support/engine.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The engine that all suites of this folder share. */
    engine: { bootstrapServers: string; sqlGateway: string; jobManager: string; flinkKeys: string; dataDir: string };
  }
}

/** One engine for the whole folder: it takes longer to start than most suites take to run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const engine = await startTestEngine(10_000, { 'taskmanager.numberOfTaskSlots': '8' });
  const { bootstrapServers, sqlGateway, jobManager, flinkKeys, dataDir } = engine;
  project.provide('engine', { bootstrapServers, sqlGateway, jobManager, flinkKeys, dataDir });
  return () => engine.stop();
}
