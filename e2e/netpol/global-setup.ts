import type { TestProject } from 'vitest/node';
import { buildOracle } from './oracle.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The program of the independent judge. */
    oracle: string;
  }
}

/** Builds the judge once; later runs find it. */
export default async function setup(project: TestProject): Promise<void> {
  project.provide('oracle', await buildOracle());
}
