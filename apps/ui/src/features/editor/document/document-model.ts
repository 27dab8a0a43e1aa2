import { type Edit, editDocument, type FlowDocument } from '@headrace/flow';
import { applyPatches, type Draft, enablePatches, type Patch, produceWithPatches } from 'immer';
import { createStore } from 'zustand/vanilla';
import { editsFromPatches } from './edits.ts';
import { emptyHistory, type History, record, seal, stepBack, stepForward, type Upgrade } from './history.ts';

enablePatches();

export interface DocumentState {
  /** `undefined` until a flow is open. */
  readonly document: FlowDocument | undefined;
  readonly history: History;
}

type Listener = (patches: readonly Patch[], edits: readonly Edit[]) => void;

/** An open document, as a tree that is never changed in place, and the history of its gestures. */
export class DocumentModel {
  readonly store = createStore<DocumentState>(() => ({ document: undefined, history: emptyHistory }));
  private readonly listeners = new Set<Listener>();

  constructor(document?: FlowDocument) {
    if (document) this.load(document);
  }

  /** Calls the listener with each change, as patches for trees and as edits for the text. @returns ends it */
  onChange(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Begins with a document; the history of another one is forgotten. */
  load(document: FlowDocument | undefined): void {
    this.store.setState({ document, history: emptyHistory });
  }

  /** The open document. Only for code that runs while one is open. */
  get current(): FlowDocument {
    const { document } = this.store.getState();
    if (!document) throw new Error('No flow is open.');
    return document;
  }

  get opened(): FlowDocument | undefined {
    return this.store.getState().document;
  }

  /**
   * One gesture of a person: changes the document, and can be undone in one step. A recipe that changes nothing is no
   * gesture. Gestures with equal `merge` keys that follow each other become one, until `endGesture`.
   * @param upgrade what is done before, as a part of the gesture: the recipe gets the document with it
   */
  gesture(label: string, recipe: (draft: Draft<FlowDocument>) => void, merge?: string, upgrade?: Upgrade): void {
    const { document, history } = this.store.getState();
    if (!document) return;
    const [next, patches, inverse] = produceWithPatches(withNode(document, upgrade, 'after'), (draft) => {
      recipe(draft);
    });
    if (patches.length === 0) return;
    this.store.setState({ document: next, history: record(history, { label, patches, inverse, merge, upgrade }) });
    this.publish(
      [...nodePatch(upgrade, 'after'), ...patches],
      [...(upgrade?.forth ?? []), ...editsFromPatches(patches, next)],
    );
  }

  /** A gesture that gives keys other names: `back` undoes `forth`. */
  renameGesture(label: string, forth: readonly Edit[], back: readonly Edit[]): void {
    const { document, history } = this.store.getState();
    if (!document || forth.length === 0) return;
    const next = editDocument(document, forth);
    const replace = (value: FlowDocument['spec']): Patch[] => [{ op: 'replace', path: ['spec'], value }];
    const step = { label, patches: replace(next.spec), inverse: replace(document.spec), edits: { forth, back } };
    this.store.setState({ document: next, history: record(history, step) });
    this.publish(step.patches, forth);
  }

  /** What comes next is another gesture, also in the same field. */
  readonly endGesture = (): void => {
    this.store.setState(({ history }) => ({ history: seal(history) }));
  };

  undo(): void {
    this.replay(stepBack(this.store.getState().history), 'inverse');
  }

  redo(): void {
    this.replay(stepForward(this.store.getState().history), 'patches');
  }

  private replay(move: ReturnType<typeof stepBack>, which: 'inverse' | 'patches'): void {
    const { document } = this.store.getState();
    if (!document || !move) return;
    const { [which]: patches, edits, upgrade } = move.step;
    if (which === 'patches') {
      const next = applyPatches(withNode(document, upgrade, 'after'), patches);
      this.store.setState({ document: next, history: move.history });
      this.publish(
        [...nodePatch(upgrade, 'after'), ...patches],
        edits?.forth ?? [...(upgrade?.forth ?? []), ...editsFromPatches(patches, next)],
      );
    } else {
      const undone = applyPatches(document, patches);
      this.store.setState({ document: withNode(undone, upgrade, 'before'), history: move.history });
      this.publish(
        [...patches, ...nodePatch(upgrade, 'before')],
        edits?.back ?? [...editsFromPatches(patches, undone), ...(upgrade?.back ?? [])],
      );
    }
  }

  private publish(patches: readonly Patch[], edits: readonly Edit[]): void {
    for (const listener of this.listeners) listener(patches, edits);
  }
}

/** The document with the upgraded node as it is before or after; unchanged without an upgrade. */
const withNode = (document: FlowDocument, upgrade: Upgrade | undefined, when: 'before' | 'after'): FlowDocument =>
  applyPatches(document, nodePatch(upgrade, when));

const nodePatch = (upgrade: Upgrade | undefined, when: 'before' | 'after'): Patch[] =>
  upgrade ? [{ op: 'replace', path: ['spec', 'nodes', upgrade.name], value: upgrade[when] }] : [];
