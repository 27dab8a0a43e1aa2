import type { Clock } from '../../lib/clock.ts';
import type { DraftStore } from './document/drafts.ts';
import { FlowEditor, type FlowEditorParts } from './flow-editor.ts';

export interface EditorsParts extends Omit<FlowEditorParts, 'flow' | 'version' | 'drafts'> {
  /** @param version of an editor that does not begin with the newest version: it has drafts of its own */
  readonly drafts: (flow: string, version: number | undefined) => DraftStore;
}

/** How long (ms) an editor waits for the last save of the one before: a server that is away may never answer. */
const longestWait = 3000;

/** Opens and closes the editors of a page. A flow that was just closed is opened again when its last edits are saved. */
export class Editors {
  private readonly parts: EditorsParts;
  private readonly closing = new Map<string, Promise<void>>();

  constructor(parts: EditorsParts) {
    this.parts = parts;
  }

  /** @param version the newest when left out */
  open(flow: string, version?: number): FlowEditor {
    const { drafts, ...parts } = this.parts;
    const editor = new FlowEditor({ ...parts, flow, version, drafts: drafts(flow, version) });
    void this.lastSaveOf(flow).then(() => editor.open());
    return editor;
  }

  close(editor: FlowEditor): void {
    const saved = editor.end().finally(() => {
      if (this.closing.get(editor.flow) === saved) this.closing.delete(editor.flow);
    });
    this.closing.set(editor.flow, saved);
  }

  private async lastSaveOf(flow: string): Promise<void> {
    const saved = this.closing.get(flow);
    if (saved) await within(this.parts.clock, longestWait, saved);
  }
}

/** Waits for a promise that never rejects, but not longer than so many ms. */
function within(clock: Clock, ms: number, promise: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(ms, resolve);
    void promise.then(() => {
      cancel();
      resolve();
    });
  });
}
