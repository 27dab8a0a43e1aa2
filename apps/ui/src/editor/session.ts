import type { StoredFlow } from '@headrace/api';
import type { Diagnostic } from '@headrace/flow';
import { create } from 'zustand';
import { getFlow, trustFlow } from '../api/flows.ts';
import { isAway, sentenceOf } from '../api/http.ts';
import { getConnections } from '../api/kafka.ts';
import { keys, queryClient } from '../api/queries.ts';
import { PlannerCheck } from '../compile/check.ts';
import { ask, receiveAnalysis, tell } from '../compile/client.ts';
import { resetAnalysis, takeAnalysis } from '../compile/store.ts';
import { Autosave, useSaving } from '../document/autosave.ts';
import { type Draft, readDraft } from '../document/drafts.ts';
import { loadDocument, onDocumentChange, useDocument } from '../document/store.ts';
import { PreviewKeeper } from './preview-keeper.ts';
import { resetEditor } from './state.ts';

export interface SessionState {
  readonly status: 'loading' | 'ready' | 'failed' | 'unreadable';
  readonly sentence: string;
  /** Why the text is no flow, and the text. */
  readonly faults: readonly Diagnostic[];
  readonly text: string;
  /** False while the flow came from outside and no person trusts it: Flink then does not work on its text. */
  readonly trusted: boolean;
  readonly session: Session | undefined;
}

const loading: SessionState = {
  status: 'loading',
  sentence: '',
  faults: [],
  text: '',
  trusted: true,
  session: undefined,
};
export const useSession = create<SessionState>(() => loading);

/** A server that is away comes back; the page waits for it. */
const untilTriedAgain = 2000;

/** An open flow, with all that follows its changes: compiling, checking, saving, the preview. */
export class Session {
  readonly id: string;
  readonly preview: PreviewKeeper;
  readonly check: PlannerCheck;
  private autosave: Autosave | undefined;
  private revision = 0;
  private ended = false;
  private stopFollowing: (() => void) | undefined;

  constructor(id: string) {
    this.id = id;
    this.preview = new PreviewKeeper(id);
    this.check = new PlannerCheck({
      flow: id,
      onAnswer: () => this.preview.checked(),
      isBusy: () => this.preview.isStarting,
    });
  }

  async open(): Promise<void> {
    useSession.setState({ ...loading, session: this });
    resetEditor();
    await this.load();
  }

  private async load(): Promise<void> {
    try {
      const [stored] = await Promise.all([getFlow(this.id), this.sendConnections()]);
      if (!this.ended) await this.begin(stored);
    } catch (error) {
      if (this.ended) return;
      useSession.setState({ status: 'failed', sentence: sentenceOf(error) });
      if (isAway(error)) setTimeout(() => !this.ended && void this.load(), untilTriedAgain);
    }
  }

  /** Saves at once, for Ctrl+S and before a run. Returns the version that is then saved, `undefined` when it failed. */
  async saveNow(): Promise<number | undefined> {
    await this.autosave?.flush();
    const { state, version } = useSaving.getState();
    return state === 'saved' ? version : undefined;
  }

  /** The person trusts the flow: it is checked and previewed from now on. Throws when the server cannot be told. */
  async trust(): Promise<void> {
    await trustFlow(this.id);
    if (this.ended) return;
    useSession.setState({ trusted: true });
    this.letFlinkWork();
  }

  async keepMine(): Promise<void> {
    await this.autosave?.keepMine();
  }

  async takeTheirs(): Promise<void> {
    const { theirs } = useSaving.getState();
    this.autosave?.giveUp();
    if (theirs) await this.begin(theirs);
  }

  end(): void {
    this.ended = true;
    this.stopFollowing?.();
    this.preview.end();
    this.check.end();
    this.autosave?.end();
    loadDocument(undefined);
    resetAnalysis();
  }

  private async begin(stored: StoredFlow): Promise<void> {
    this.stopFollowing?.();
    const draft = readDraft(this.id);
    const text = draft ? await ask('patched', { text: stored.text, edits: draft.edits }) : stored.text;
    const { document, diagnostics } = await ask('open', { flow: this.id, text });
    if (this.ended) return;
    // Each analysis tells only what changed, so none may be lost: the first of this flow comes after this answer.
    resetAnalysis();
    receiveAnalysis((delta) => {
      if (this.ended) return;
      takeAnalysis(delta, useDocument.getState().document);
      // The first rows need not wait for the planner: the server checks what it shows by itself.
      if (delta.revision === 0) this.preview.checked();
    });
    if (!document) return useSession.setState({ status: 'unreadable', faults: diagnostics, text });
    this.revision = 0;
    this.autosave = new Autosave(this.id, stored.version);
    loadDocument(document);
    this.follow();
    if (draft) this.recover(draft, stored);
    useSession.setState({ status: 'ready', trusted: stored.trusted });
    if (stored.trusted) this.letFlinkWork();
  }

  private letFlinkWork(): void {
    this.check.soon(0);
    this.preview.begin();
    this.preview.checked();
  }

  /** Edits of an earlier time that were never saved: saved now, or compared when somebody else saved meanwhile. */
  private recover(draft: Draft, stored: StoredFlow): void {
    this.autosave?.changed(draft.edits);
    if (draft.baseVersion !== stored.version) useSaving.setState({ state: 'conflict', theirs: stored });
  }

  private follow(): void {
    this.stopFollowing = onDocumentChange((patches, edits) => {
      tell({ kind: 'edit', revision: ++this.revision, patches, edits });
      this.autosave?.changed(edits);
      if (patches.some((patch) => patch.path[1] !== 'layout')) {
        if (useSession.getState().trusted) this.check.soon();
        this.preview.documentChanged();
      }
    });
  }

  private async sendConnections(): Promise<void> {
    const connections = await queryClient
      .fetchQuery({ queryKey: keys.connections, queryFn: getConnections })
      .catch(() => []);
    tell({ kind: 'connections', connections });
  }
}

/** The text of the open flow as it would be saved now. */
export const currentText = (): Promise<string> => ask('text', {});

export const session = (): Session => {
  const { session: open } = useSession.getState();
  if (!open) throw new Error('No flow is open.');
  return open;
};
