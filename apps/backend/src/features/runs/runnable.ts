import { type Compiled, hasErrors } from '@headrace/flow';
import { UserError } from '@headrace/service';
import type { Checked } from '../../planner/checker.ts';

/** A checked flow that can be run as it is; refuses the request otherwise, saying what stands in the way. */
export function runnable(checked: Checked): Compiled {
  const { compiled, diagnostics, planner } = checked;
  if (!planner && compiled)
    throw new UserError('run/flink-away', 'Flink does not answer, so nothing can be started now.', { retryAfter: 3 });
  const fault = diagnostics.find((d) => d.severity === 'error');
  if (!compiled || hasErrors(diagnostics))
    throw new UserError('run/faults', 'The flow has faults. Correct them, then start it.', { detail: fault?.message });
  const undone = [...compiled.typed.nodes].find(([, n]) => n.state !== 'valid');
  if (undone)
    throw new UserError(
      'run/unfinished',
      `'${undone[0]}' is not complete yet. Fill it in or delete it, then start the flow.`,
    );
  return compiled;
}
