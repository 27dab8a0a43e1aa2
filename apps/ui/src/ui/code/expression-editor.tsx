import {
  autocompletion,
  type CompletionContext,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { StandardSQL, sql } from '@codemirror/lang-sql';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap, placeholder as placeholderText } from '@codemirror/view';
import type { AnyDiagnostic } from '@headrace/flow';
import { useEffect, useEffectEvent, useRef } from 'react';
import { completions } from './complete.ts';
import './code.scss';
import { faultMarks, setFaults } from './fault-marks.ts';
import { look } from './look.ts';

export interface ExpressionEditorProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly columns: readonly { name: string; type: string }[];
  readonly samples: Readonly<Record<string, string>>;
  readonly faults: readonly AnyDiagnostic[];
  readonly placeholder: string;
  change(text: string): void;
  left(): void;
  /** Gets what takes the cursor, as soon as it is there; null when it goes. */
  focusRef?(target: { focus(): void; insert(text: string): void } | null): void;
}

/** The text editor of an expression. Tab leaves it, as in any field. */
export default function ExpressionEditor(props: ExpressionEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const changed = useEffectEvent((text: string) => props.change(text));
  const left = useEffectEvent(() => props.left());
  const complete = useEffectEvent((context: CompletionContext) => completions(context, props));
  const begin = useEffectEvent(() => props);

  useEffect(() => {
    if (!host.current) return;
    const { id, label, value, placeholder, focusRef } = begin();
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          history(),
          closeBrackets(),
          sql({ dialect: StandardSQL }),
          autocompletion({ override: [(context) => complete(context)], icons: false }),
          keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': label, id }),
          placeholderText(placeholder),
          faultMarks,
          look,
          EditorView.updateListener.of((update) => {
            if (update.docChanged) changed(update.state.doc.toString());
            if (update.focusChanged && !update.view.hasFocus) left();
          }),
        ],
      }),
    });
    view.current = editor;
    focusRef?.({
      focus: () => editor.focus(),
      insert(text) {
        editor.dispatch(editor.state.replaceSelection(text));
        editor.focus();
      },
    });
    return () => {
      focusRef?.(null);
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
