import type { TestProject } from 'vitest/node';
import { buildAnalyzer } from './analyzer.ts';
import { buildKubectl } from './kubectl.ts';
import { buildOracle } from './oracle.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The program of the independent judge. */
    oracle: string;
    /** The program of the second one. */
    analyzer: string;
    /** The program that reads YAML as kubectl does. */
    kubectl: string;
  }
}

/** Builds the judges once; later runs find them. */
export default async function setup(project: TestProject): Promise<void> {
  project.provide('oracle', await buildOracle());
  project.provide('analyzer', await buildAnalyzer());
  project.provide('kubectl', await buildKubectl());
}
