import type { TestProject } from 'vitest/node';
import { flinkSqlCommand } from './flink-sql.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Command and arguments that run FlinkSql. */
    flinkSql: readonly string[];
  }
}

/** Fetches Flink's jars and compiles the program around its parser; later runs find both. */
export default async function setup(project: TestProject): Promise<void> {
  project.provide('flinkSql', await flinkSqlCommand());
}
