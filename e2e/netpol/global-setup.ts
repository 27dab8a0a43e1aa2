import type { TestProject } from 'vitest/node';
import { buildAnalyzer } from './analyzer.ts';
import { buildOracle } from './oracle.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The program of the independent judge. */
    oracle: string;
    /** The program of the second one. */
    analyzer: string;
  }
}

/** Builds the judges once; later runs find them. */
export default async function setup(project: TestProject): Promise<void> {
  project.provide('oracle', await buildOracle());
  project.provide('analyzer', await buildAnalyzer());
}
