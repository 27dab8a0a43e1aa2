import { type Edit, editDocument, type FlowDocument } from '@headrace/flow';
import { applyPatches, type Draft, enablePatches, type Patch, produceWithPatches } from 'immer';
import { create } from 'zustand';
import { editsFromPatches } from './edits.ts';
import { emptyHistory, type History, record, seal, stepBack, stepForward } from './history.ts';

enablePatches();

export interface DocumentState {
  /** `undefined` until a flow is open. */
  readonly document: FlowDocument | undefined;
  readonly history: History;
}

type Listener = (patches: readonly Patch[], edits: readonly Edit[]) => void;

/** The document that is open, as a tree that is never changed in place. */
export const useDocument = create<DocumentState>(() => ({ document: undefined, history: emptyHistory }));

const listeners = new Set<Listener>();

/** Calls the listener with each change, as patches for trees and as edits for the text. Returns what ends it. */
export function onDocumentChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Begins with a document; the history of another one is forgotten. */
export function loadDocument(document: FlowDocument | undefined): void {
  useDocument.setState({ document, history: emptyHistory });
}

/** The open document. Only for code that runs while one is open. */
export function currentDocument(): FlowDocument {
  const { document } = useDocument.getState();
  if (!document) throw new Error('No flow is open.');
  return document;
}

/**
 * One gesture of a person: changes the document, and can be undone in one step. A recipe that changes nothing is no
 * gesture. Gestures with equal `merge` keys that follow each other become one, until `endGesture`.
 */
export function gesture(label: string, recipe: (draft: Draft<FlowDocument>) => void, merge?: string): void {
  const { document, history } = useDocument.getState();
  if (!document) return;
  const [next, patches, inverse] = produceWithPatches(document, (draft) => {
    recipe(draft);
  });
  if (patches.length === 0) return;
  useDocument.setState({ document: next, history: record(history, { label, patches, inverse, merge }) });
  tell(patches, editsFromPatches(patches, next));
}

/** A gesture that gives keys other names: `back` undoes `forth`. */
export function renameGesture(label: string, forth: readonly Edit[], back: readonly Edit[]): void {
  const { document, history } = useDocument.getState();
  if (!document || forth.length === 0) return;
  const next = editDocument(document, forth);
  const replace = (value: FlowDocument['spec']): Patch[] => [{ op: 'replace', path: ['spec'], value }];
  const step = { label, patches: replace(next.spec), inverse: replace(document.spec), edits: { forth, back } };
  useDocument.setState({ document: next, history: record(history, step) });
  tell(step.patches, forth);
}

/** What comes next is another gesture, also in the same field. */
export function endGesture(): void {
  useDocument.setState(({ history }) => ({ history: seal(history) }));
}

export function undo(): void {
  replay(stepBack(useDocument.getState().history), 'inverse');
}

export function redo(): void {
  replay(stepForward(useDocument.getState().history), 'patches');
}

function replay(move: ReturnType<typeof stepBack>, which: 'inverse' | 'patches'): void {
  const { document } = useDocument.getState();
  if (!document || !move) return;
  const next = applyPatches(document, move.step[which]);
  useDocument.setState({ document: next, history: move.history });
  const edits = move.step.edits?.[which === 'inverse' ? 'back' : 'forth'];
  tell(move.step[which], edits ?? editsFromPatches(move.step[which], next));
}

function tell(patches: readonly Patch[], edits: readonly Edit[]): void {
  for (const listener of listeners) listener(patches, edits);
}
