import { EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { look } from './look.ts';

/** Makes an editor one to read: it can be reached by keyboard and copied from, not changed. */
export const readerCalled = (label: string): Extension => [
  EditorState.readOnly.of(true),
  EditorView.editable.of(false),
  EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
  look,
];

/** Puts a text into an editor that shows another one. */
export function showText(editor: EditorView, text: string): void {
  if (editor.state.doc.toString() === text) return;
  editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } });
}
