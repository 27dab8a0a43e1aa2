import { Button, IconButton } from '@carbon/react';
import { Keyboard, PlayFilledAlt, StopFilledAlt } from '@carbon/react/icons';
import { Link } from '@tanstack/react-router';
import { isActive } from '../../../ui/states/run-states.ts';
import { ThemeSwitch } from '../../../ui/theme-switch.tsx';
import { RunStateWord } from '../runs/run-state-word.tsx';
import { useCurrentRun, useFlowEditor } from '../use-editor.ts';
import { FlowName } from './flow-name.tsx';
import { PreviewControl } from './preview-control.tsx';
import { SavedState } from './saved-state.tsx';

/** The flow as a whole: its name, its state, whether it is saved, and what can be done with it. */
export function EditorHeader() {
  const { ui } = useFlowEditor();
  const run = useCurrentRun((s) => s.run);
  const active = isActive(run);
  return (
    <header className="header">
      <Link to="/" activeOptions={{ exact: true }} className="brand">
        <img src="/favicon.svg" alt="" />
        <span className="header__brand-word">Headrace</span>
      </Link>
      <FlowName />
      <RunStateWord run={run} />
      <SavedState />
      <span className="header__space" />
      <PreviewControl />
      {active ? (
        <Button
          kind="danger--tertiary"
          size="sm"
          renderIcon={StopFilledAlt}
          onClick={() => ui.openDialog('stop')}
          disabled={run?.state === 'stopping'}
        >
          {run?.state === 'stopping' ? 'Stopping…' : 'Stop'}
        </Button>
      ) : (
        <Button kind="primary" size="sm" renderIcon={PlayFilledAlt} onClick={() => ui.openDialog('run')}>
          Run
        </Button>
      )}
      <IconButton kind="ghost" size="sm" align="bottom-end" label="Keys ( ? )" onClick={() => ui.openDialog('keys')}>
        <Keyboard />
      </IconButton>
      <ThemeSwitch />
    </header>
  );
}
