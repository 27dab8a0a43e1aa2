import type { AnyDiagnostic } from '@headrace/flow';
import { hasErrors } from '@headrace/flow';
import { printAsJson, say } from '../terminal.ts';
import { checked } from './checked.ts';
import { asJson, type FlowFile, lineOf, readFlows } from './file.ts';
import type { Server } from './server.ts';
import { structureOf } from './structure.ts';

export interface CheckOptions {
  readonly json: boolean;
  readonly offline: boolean;
  readonly trust: boolean;
}

/**
 * `headrace flow check`: all that is wrong with each file, a line each, and one line that counts it.
 * @returns the exit code: 1 when there are errors
 */
export async function check(paths: readonly string[], options: CheckOptions, server: Server): Promise<number> {
  const found: { file: FlowFile; diagnostics: readonly AnyDiagnostic[] }[] = [];
  for (const file of readFlows(paths)) {
    const diagnostics = options.offline ? structureOf(file) : (await checked(file, options.trust, server)).diagnostics;
    found.push({ file, diagnostics });
    if (!options.json) for (const d of diagnostics) say(lineOf(file, d));
  }
  const all = found.flatMap((f) => f.diagnostics);
  if (options.json)
    printAsJson(
      found.flatMap(({ file, diagnostics }) => diagnostics.map((d) => asJson(file, d))),
      2,
    );
  else say(summary(paths.length, all, options.offline));
  return hasErrors(all) ? 1 : 0;
}

/** `2 flows checked: 1 error, 3 warnings.` */
function summary(flows: number, all: readonly AnyDiagnostic[], offline: boolean): string {
  const count = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`;
  const of = (severity: AnyDiagnostic['severity']) => all.filter((d) => d.severity === severity).length;
  const counts = [
    [of('error'), 'error'],
    [of('warning'), 'warning'],
    [of('info'), 'hint'],
  ] as const;
  const said = counts.filter(([n]) => n > 0).map(([n, word]) => count(n, word));
  const what = `${count(flows, 'flow')} checked${offline ? ', the structure only' : ''}`;
  return `${what}: ${said.length > 0 ? said.join(', ') : 'all is well'}.`;
}
