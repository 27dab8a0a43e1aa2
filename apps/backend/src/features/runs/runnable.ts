import { type Compiled, hasErrors } from '@headrace/flow';
import { ContractError } from '@headrace/service';
import type { Checked } from '../../planner/checker.ts';

/** A checked flow that can be run as it is; refuses the request otherwise, saying what stands in the way. */
export function runnable(checked: Checked): Compiled {
  const { compiled, diagnostics, planner } = checked;
  if (!planner && compiled)
    throw new ContractError('run/flink-away', 'Flink does not answer, so nothing can be started now.', {
      retryAfter: 3,
    });
  const fault = diagnostics.find((d) => d.severity === 'error');
  if (!compiled || hasErrors(diagnostics))
    throw new ContractError('run/faults', 'The flow has faults. Correct them, then start it.', {
      detail: fault?.message,
    });
  const undone = [...compiled.typed.nodes].find(([, n]) => n.state !== 'valid');
  if (undone)
    throw new ContractError(
      'run/unfinished',
      `'${undone[0]}' is not complete yet. Fill it in or delete it, then start the flow.`,
    );
  return compiled;
}
