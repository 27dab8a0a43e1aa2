import { StandardSQL, sql } from '@codemirror/lang-sql';
import { EditorState, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import './code.scss';
import { readerCalled, showText } from './reader.ts';

export interface Range {
  readonly start: number;
  readonly end: number;
}

interface SqlViewProps {
  readonly text: string;
  /** Parts to mark; the first is brought into sight. */
  readonly marked: readonly Range[];
}

const setMarks = StateEffect.define<readonly Range[]>();
const selected = Decoration.mark({ class: 'code-selected' });

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(old, transaction) {
    let next = old.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(setMarks)) continue;
      const inside = effect.value.filter((r) => r.start < r.end && r.end <= transaction.newDoc.length);
      next = Decoration.set(
        inside.map((r) => selected.range(r.start, r.end)),
        true,
      );
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** SQL to read, with parts of it marked. */
export default function SqlView({ text, marked }: SqlViewProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);

  useEffect(() => {
    if (!host.current) return;
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        extensions: [lineNumbers(), sql({ dialect: StandardSQL }), marks, readerCalled('SQL')],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, []);

  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    showText(editor, text);
    const first = marked[0];
    const scroll =
      first && first.end <= text.length ? [EditorView.scrollIntoView(first.start, { y: 'start', yMargin: 24 })] : [];
    editor.dispatch({ effects: [setMarks.of(marked), ...scroll] });
  }, [text, marked]);

  return <div ref={host} className="sql-view" />;
}
