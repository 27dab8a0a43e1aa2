import { apiVersion } from './schema.ts';

/**
 * A step from one version of the document to the next, on plain data. Each names the version that it migrates from, so a file
 * of any version is migrated step by step. Steps are added at the end and never changed.
 */
export interface Migration {
  readonly from: string;
  readonly to: string;
  migrate(document: Record<string, unknown>): Record<string, unknown>;
}

/** v1alpha1 is the first version, so there are no steps yet. */
export const migrations: readonly Migration[] = [];

export type Migrated =
  | { readonly kind: 'current'; readonly document: Record<string, unknown> }
  | { readonly kind: 'unknown-version'; readonly version: unknown };

/** Walks a document to the current version; `steps` is a parameter so that the walk itself can be tested. */
export function migrate(
  document: Record<string, unknown>,
  steps: readonly Migration[] = migrations,
  target: string = apiVersion,
): Migrated {
  let current = document;
  for (let i = 0; i <= steps.length; i++) {
    if (current.apiVersion === target) return { kind: 'current', document: current };
    const step = steps.find((s) => s.from === current.apiVersion);
    if (!step) break;
    current = { ...step.migrate(current), apiVersion: step.to };
  }
  return { kind: 'unknown-version', version: document.apiVersion };
}
