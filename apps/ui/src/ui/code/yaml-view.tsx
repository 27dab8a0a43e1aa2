import { yaml } from '@codemirror/lang-yaml';
import { EditorState } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import './code.scss';
import { readerCalled, showText } from './reader.ts';

interface YamlViewProps {
  readonly text: string;
  readonly label: string;
  /** A line to bring into sight and mark, counted from 1; a fresh object asks for the same line again. */
  readonly line?: { readonly number: number } | undefined;
  /** For a few lines beside others: without numbers. */
  readonly short?: boolean;
}

/** YAML to read and to copy from. */
export default function YamlView({ text, label, line, short = false }: YamlViewProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);

  useEffect(() => {
    if (!host.current) return;
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        extensions: [...(short ? [] : [lineNumbers()]), yaml(), EditorView.lineWrapping, readerCalled(label)],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, [label, short]);

  useEffect(() => {
    if (view.current) showText(view.current, text);
  }, [text]);

  useEffect(() => {
    const editor = view.current;
    const number = line?.number;
    if (!editor || number === undefined || number > editor.state.doc.lines) return;
    const { from, to } = editor.state.doc.line(number);
    editor.dispatch({
      selection: { anchor: from, head: to },
      effects: EditorView.scrollIntoView(from, { y: 'start', yMargin: 48 }),
    });
    editor.focus();
  }, [line]);

  return <div ref={host} className={short ? 'yaml-view yaml-view--short' : 'yaml-view'} />;
}
