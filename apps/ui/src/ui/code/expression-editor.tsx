import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { StandardSQL, sql } from '@codemirror/lang-sql';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap, placeholder as placeholderText } from '@codemirror/view';
import type { Diagnostic } from '@headrace/flow';
import { useEffect, useRef } from 'react';
import { completions } from './complete.ts';
import './code.scss';
import { registerEditor } from './editors.ts';
import { faultMarks, setFaults } from './fault-marks.ts';
import { look } from './look.ts';

export interface ExpressionEditorProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly columns: readonly { name: string; type: string }[];
  readonly samples: Readonly<Record<string, string>>;
  readonly faults: readonly Diagnostic[];
  readonly placeholder: string;
  /** Takes the cursor as soon as it is there. */
  readonly focused?: boolean;
  change(text: string): void;
  left(): void;
}

/** The text editor of an expression. Tab leaves it, as in any field. */
export default function ExpressionEditor(props: ExpressionEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    if (!host.current) return;
    const { id, label, value, placeholder, focused } = latest.current;
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          history(),
          closeBrackets(),
          sql({ dialect: StandardSQL }),
          autocompletion({ override: [(context) => completions(context, latest.current)], icons: false }),
          keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': label, id }),
          placeholderText(placeholder),
          faultMarks,
          look,
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.change(update.state.doc.toString());
            if (update.focusChanged && !update.view.hasFocus) latest.current.left();
          }),
        ],
      }),
    });
    view.current = editor;
    if (focused) editor.focus();
    const unregister = registerEditor(id, {
      insert(text) {
        editor.dispatch(editor.state.replaceSelection(text));
        editor.focus();
      },
      focus: () => editor.focus(),
    });
    return () => {
      unregister();
      editor.destroy();
    };
  }, []);

  // A change from elsewhere (undo, a fix, somebody's other field) takes the place of the text.
  useEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.doc.toString() === props.value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: props.value } });
  }, [props.value]);

  useEffect(() => {
    view.current?.dispatch({ effects: setFaults.of(props.faults) });
  }, [props.faults]);

  return <div ref={host} className="expression__editor" />;
}
