import { ConflictDialog } from './conflict-dialog.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { RunDialog } from './runs/run-dialog.tsx';
import { StopDialog } from './runs/stop-dialog.tsx';
import { useEditorUi } from './use-editor.ts';

/** The dialog that is open, if any. */
export function Dialogs() {
  const dialog = useEditorUi((s) => s.dialog);
  if (dialog === 'keys') return <KeysDialog />;
  if (dialog === 'run') return <RunDialog />;
  if (dialog === 'stop') return <StopDialog />;
  if (dialog === 'conflict') return <ConflictDialog />;
  return null;
}
