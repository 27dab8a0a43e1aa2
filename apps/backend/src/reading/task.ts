import { type ConnectionView, type Diagnostic, editText, type FlowDocument, parseFlow } from '@headrace/flow';
import { compile } from './compile.ts';

/** What is asked of a text that somebody sent. */
export type Task =
  | { readonly kind: 'read'; readonly text: string; readonly connections: readonly ConnectionView[] }
  | { readonly kind: 'rename'; readonly text: string; readonly name: string };

/** A text as a flow, or why it is none. */
export interface ReadFlow {
  readonly document: FlowDocument | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Answers {
  read: ReadFlow;
  /** The text with another name in it, the rest untouched; as it is where it cannot be read. */
  rename: string;
}

/** Does a task where it is called. */
export function perform(task: Task): Answers[Task['kind']] {
  const { document, diagnostics } = parseFlow(task.text);
  if (task.kind === 'rename')
    return document ? editText(task.text, [{ path: ['metadata', 'name'], value: task.name }]) : task.text;
  // Compiled for the time that it takes: what does not compile within the deadline is not compiled on the event loop either.
  if (document) compile(document, { connections: task.connections });
  return { document, diagnostics };
}
