import type { Run } from '@headrace/api';
import { StateWord } from '../../../ui/states/state-word.tsx';
import type { AnalysisState } from '../analysis/analysis.ts';
import { useAnalysis, useDocument, useFlowEditor } from '../use-editor.ts';

/** The state of the open flow: its run's while that is the last word, else whether it could run. */
export function RunStateWord({ run }: { run: Run | undefined }) {
  const { ui } = useFlowEditor();
  const drawn = useAnalysis((s) => stateOf(s.nodes, s.diagnostics));
  const empty = useDocument((s) => Object.keys(s.document?.spec.nodes ?? {}).length === 0);
  const state = run && run.state !== 'finished' && run.state !== 'stopped' ? run.state : empty ? 'draft' : drawn;
  return (
    <button
      type="button"
      className="header__state"
      onClick={() => ui.show({ tab: run ? 'runs' : 'problems' })}
      title={run?.failure?.message ?? 'Show more'}
    >
      <StateWord state={state} />
    </button>
  );
}

function stateOf(
  nodes: AnalysisState['nodes'],
  diagnostics: AnalysisState['diagnostics'],
): 'draft' | 'valid' | 'invalid' {
  const states = Object.values(nodes).map((node) => node.state);
  if (states.includes('error')) return 'invalid';
  if (states.some((state) => state !== 'valid')) return 'draft';
  return diagnostics.some((d) => d.severity === 'error') ? 'invalid' : 'valid';
}
