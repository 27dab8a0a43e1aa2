import { type Compiled, hasErrors } from '@headrace/flow';
import type { Checked } from '../check/checker.ts';
import { refuse, refuseForNow } from '../refuse.ts';

/** A checked flow that can be run as it is; refuses the request otherwise, saying what stands in the way. */
export function runnable(checked: Checked): Compiled {
  const { compiled, diagnostics, planner } = checked;
  if (!planner && compiled) refuseForNow('run/flink-away', 'Flink does not answer, so nothing can be started now.', 3);
  const fault = diagnostics.find((d) => d.severity === 'error');
  if (!compiled || hasErrors(diagnostics))
    refuse(422, 'run/faults', 'The flow has faults. Correct them, then start it.', fault?.message);
  const undone = [...compiled.typed.nodes].find(([, n]) => n.state !== 'valid');
  if (undone)
    refuse(422, 'run/unfinished', `'${undone[0]}' is not complete yet. Fill it in or delete it, then start the flow.`);
  return compiled;
}
