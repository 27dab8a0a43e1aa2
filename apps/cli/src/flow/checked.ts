import type { CheckResult } from '@headrace/api';
import type { Diagnostic } from '@headrace/flow';
import { CannotRun } from '../cannot-run.ts';
import type { FlowFile } from './file.ts';
import type { Server } from './server.ts';
import { faultsBeforeTrust } from './trust.ts';

/** What is said of a file's flow, and the types that Flink gave where it was asked. */
export interface Checked {
  readonly diagnostics: readonly Diagnostic[];
  readonly ports: CheckResult['ports'];
}

/**
 * All that is wrong with a file's flow: its structure, and what Flink says of it where it may work on the text.
 * @throws CannotRun when Flink does not answer, or nobody lets it work on the text
 */
export async function checked(file: FlowFile, trust: boolean, server: Server): Promise<Checked> {
  const { document, diagnostics } = file.parsed;
  if (!document) return { diagnostics, ports: {} };
  const faults = await faultsBeforeTrust(file, trust, server);
  if (faults) return { diagnostics: faults, ports: {} };
  const result = await server.call<CheckResult>('POST', '/api/check?plan=true', { text: file.text });
  if (!result.planner)
    throw new CannotRun(
      'Flink does not answer, so expressions cannot be checked. Try again shortly, or check the structure alone with: headrace flow check --offline.',
      'command/flink-away',
    );
  return { diagnostics: result.diagnostics as Diagnostic[], ports: result.ports };
}
