// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { KeysDialog } from './keys-dialog.tsx';
import { openEditor, renderInEditor } from './testing/render-in-editor.tsx';

test('lists every key with what it does, and closes with Escape', async () => {
  const opened = await openEditor();
  opened.editor.ui.openDialog('keys');
  const screen = await renderInEditor(opened, <KeysDialog />);
  const rows = screen.page.getAllByRole('row').map((row) => row.textContent);
  expect(rows).toEqual(
    expect.arrayContaining(['←To the node on the left', 'Shift+Ctrl+ZCtrl+YRedo', 'Ctrl+VPaste nodes and comments']),
  );
  expect(rows).toContain('EscLeave the field, or select nothing');
  await screen.user.keyboard('{Escape}');
  expect(opened.editor.ui.state.dialog).toBeUndefined();
});
