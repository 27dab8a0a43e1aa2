import type { CheckResult } from '@headrace/api';
import { type ConnectionView, createCompiler, type Diagnostic, hasErrors, script } from '@headrace/flow';
import { catalogue } from '@headrace/nodes';
import { isPrintable } from '@headrace/text';
import { complain, print } from '../terminal.ts';
import { lineOf, readFlow } from './file.ts';
import { type From, startOf } from './from.ts';
import type { Server } from './server.ts';
import { faultsBeforeTrust } from './trust.ts';

/** What a job of its own needs beside the flow: times in UTC come with every script. */
const settings = { 'execution.checkpointing.interval': '10 s', 'execution.checkpointing.mode': 'EXACTLY_ONCE' };

/**
 * `headrace flow compile`: the flow as a script for Flink's SQL client on standard output. The planner is asked for the
 * types of computed properties, which a destination's table must spell out. Diagnostics go to standard error.
 */
export async function compile(path: string, options: { from: From; trust: boolean }, server: Server): Promise<number> {
  const file = readFlow(path);
  const { document, diagnostics } = file.parsed;
  const refuse = (list: readonly Diagnostic[]) => {
    for (const d of list) complain(lineOf(file, d));
    return 1;
  };
  if (!document) return refuse(diagnostics);
  const faults = await faultsBeforeTrust(file, options.trust, server);
  if (faults) return refuse(faults);
  const [connections, checked] = await Promise.all([
    server.call<ConnectionView[]>('GET', '/api/connections'),
    server.call<CheckResult>('POST', '/api/check?plan=true', { text: file.text }),
  ]);
  const found = checked.diagnostics as Diagnostic[];
  if (hasErrors(found)) return refuse(found);
  const compiled = createCompiler(catalogue).compile(document, { connections, planner: checked.ports });
  if (hasErrors(compiled.diagnostics)) return refuse(compiled.diagnostics);
  const { text } = script(compiled, startOf(options.from), settings);
  if (!isPrintable(text.replace(/[\n\t]/g, ''))) {
    complain(
      "The flow holds characters that a terminal obeys or that show nothing, so its script is not printed: a script is what it shows. Write them as escapes, as in U&'\\200b'.",
    );
    return 1;
  }
  print(text);
  return 0;
}
