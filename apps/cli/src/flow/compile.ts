import { createCompiler, hasErrors, type StartFrom, script } from '@headrace/flow';
import { catalogue } from '@headrace/nodes';
import { isPrintable } from '@headrace/text';
import { complain, print, printAsJson } from '../terminal.ts';
import { checked } from './checked.ts';
import { asJson, readFlow, refuseFlow } from './file.ts';
import type { Server } from './server.ts';

/** What a job of its own needs beside the flow: times in UTC come with every script. */
const settings = { 'execution.checkpointing.interval': '10 s', 'execution.checkpointing.mode': 'EXACTLY_ONCE' };

/**
 * `headrace flow compile`: the flow as a script for Flink's SQL client on standard output. The planner is asked for the
 * types of computed properties, which a destination's table must spell out. Diagnostics go to standard error.
 */
export async function compile(
  path: string,
  options: { from: StartFrom; trust: boolean; json: boolean },
  server: Server,
): Promise<number> {
  const file = readFlow(path);
  const { diagnostics, ports } = await checked(file, options.trust, server);
  const { document } = file.parsed;
  if (!document || hasErrors(diagnostics)) return refuseFlow(file, diagnostics, options.json);
  const connections = await server.api.connections.list();
  const compiled = createCompiler(catalogue).compile(document, { connections, planner: ports });
  if (hasErrors(compiled.diagnostics)) return refuseFlow(file, compiled.diagnostics, options.json);
  const { text } = script(compiled, options.from, settings);
  if (options.json) printAsJson({ script: text, diagnostics: diagnostics.map((d) => asJson(file, d)) }, 2);
  else if (isPrintable(text.replace(/[\n\t]/g, ''))) print(text);
  else {
    complain(
      "The flow holds characters that a terminal obeys or that show nothing, so its script is not printed: a script is what it shows. Write them as escapes, as in U&'\\200b'.",
    );
    return 1;
  }
  return 0;
}
