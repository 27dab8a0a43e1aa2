import type { CheckResult } from '@headrace/api';
import { type Diagnostic, hasErrors } from '@headrace/flow';
import { CannotRun } from '../cannot-run.ts';
import { printAsJson, say } from '../terminal.ts';
import { type FlowFile, lineOf, positionIn, readFlow } from './file.ts';
import type { Server } from './server.ts';
import { structureOf } from './structure.ts';
import { faultsBeforeTrust } from './trust.ts';

export interface CheckOptions {
  readonly json?: boolean;
  readonly offline?: boolean;
  readonly trust: boolean;
}

/** `headrace flow check`: prints diagnostics; gives the exit code, 1 when there are errors. */
export async function check(path: string, options: CheckOptions, server: Server): Promise<number> {
  const file = readFlow(path);
  const found = options.offline ? structureOf(file) : await withPlanner(file, options.trust, server);
  if (options.json) {
    const list = found.map((d) => ({ ...d, place: { ...d.place, file: positionIn(file, d) } }));
    printAsJson(list, 2);
  } else for (const d of found) say(lineOf(file, d));
  return hasErrors(found) ? 1 : 0;
}

async function withPlanner(file: FlowFile, trust: boolean, server: Server): Promise<readonly Diagnostic[]> {
  if (!file.parsed.document) return file.parsed.diagnostics;
  const faults = await faultsBeforeTrust(file, trust, server);
  if (faults) return faults;
  const result = await server.call<CheckResult>('POST', '/api/check?plan=true', { text: file.text });
  if (!result.planner)
    throw new CannotRun(
      'Flink does not answer, so expressions cannot be checked. Try again shortly, or check the structure alone with --offline.',
    );
  return result.diagnostics as Diagnostic[];
}
