import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckResult } from '@headrace/api';
import type { AnyDiagnostic } from '@headrace/flow';
import { UserError } from '@headrace/text';
import { complain } from '../terminal.ts';
import type { FlowFile } from './file.ts';
import type { Server } from './server.ts';
import { faultsBeforeTrust } from './trust.ts';

/** What is said of a file's flow, and the types that Flink gave where it was asked. */
export interface Checked {
  readonly diagnostics: readonly AnyDiagnostic[];
  readonly ports: CheckResult['ports'];
}

/** How often a planner that is away is asked, and how long between, ms: a Flink that is started again is there by then. */
const mostAsked = 30;
const plannerPause = 2_000;

/**
 * All that is wrong with a file's flow: its structure, and what Flink says of it where it may work on the text.
 * @throws UserError when Flink does not answer, or nobody lets it work on the text
 */
export async function checked(file: FlowFile, trust: boolean, server: Server): Promise<Checked> {
  const { document, diagnostics } = file.parsed;
  if (!document) return { diagnostics, ports: {} };
  const faults = await faultsBeforeTrust(file, trust, server);
  if (faults) return { diagnostics: faults, ports: {} };
  for (let asked = 1; ; asked++) {
    const result = await server.api.checks.check({ query: { plan: true }, body: { text: file.text } });
    if (result.planner) return { diagnostics: result.diagnostics, ports: result.ports };
    if (asked === mostAsked)
      throw new UserError(
        'Flink does not answer, so expressions cannot be checked. Check the structure alone with: headrace flow check --offline.',
        'command/flink-away',
      );
    if (asked === 1) complain('Flink does not answer. Waiting for it…');
    await sleep(plannerPause);
  }
}
