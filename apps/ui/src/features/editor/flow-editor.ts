import type { Run, StoredFlow } from '@headrace/api';
import type { AnyDiagnostic, ConnectionView } from '@headrace/flow';
import type { ReactFlowInstance } from '@xyflow/react';
import { createStore } from 'zustand/vanilla';
import { isAway, sentenceOf } from '../../api/http.ts';
import type { CompileSession, CompileWorker } from '../../compile/compile-worker.ts';
import type { Opened } from '../../compile/messages.ts';
import type { Clock } from '../../lib/clock.ts';
import { Analysis } from './analysis/analysis.ts';
import { PlannerCheck } from './analysis/planner-check.ts';
import { CanvasModel } from './canvas/canvas-model.ts';
import type { CanvasEdge, CanvasNode } from './canvas/elements.ts';
import { Autosave } from './document/autosave.ts';
import { DocumentModel } from './document/document-model.ts';
import type { Draft, DraftStore } from './document/drafts.ts';
import { FlowText } from './document/flow-text.ts';
import { PreviewClient, PreviewKeeper } from './preview/preview.ts';
import { EditorUi } from './state.ts';
import type { EditorTransport } from './transport.ts';

/** Whether there is a flow to edit. */
export interface OpeningState {
  readonly status: 'loading' | 'ready' | 'failed' | 'unreadable';
  readonly message: string;
  /** Why the text is no flow, and the text. */
  readonly faults: readonly AnyDiagnostic[];
  readonly text: string;
  /** False while the flow came from outside and no person trusts it: Flink then does not work on its text. */
  readonly trusted: boolean;
}

const loading: OpeningState = { status: 'loading', message: '', faults: [], text: '', trusted: true };

export interface FlowEditorParts {
  /** Id of the stored flow. */
  readonly flow: string;
  /** The version to begin with; the newest when left out. Edits of an older one are a conflict when they are saved. */
  readonly version?: number | undefined;
  readonly transport: EditorTransport;
  readonly worker: CompileWorker;
  readonly clock: Clock;
  readonly drafts: DraftStore;
}

/** A server that is away comes back; the editor waits for it. */
const untilTriedAgain = 2000;

let editors = 0;

/**
 * One open flow, with all that belongs to it: the document and its history, what the compiler and the planner say of it,
 * saving, the preview, what is selected, and how the canvas is looked at. Two editors share nothing but the worker and the
 * server. Components get it by context, see `use-editor.ts`.
 */
export class FlowEditor {
  readonly flow: string;
  /** Tells the editors of a page apart; begins the ids of their elements. */
  readonly key = `editor-${++editors}`;
  readonly opening = createStore<OpeningState>(() => loading);
  /** The newest run of the flow, apart from the list of runs so that a thousand nodes need no query observer each. */
  readonly run = createStore<{ readonly run: Run | undefined }>(() => ({ run: undefined }));
  readonly document = new DocumentModel();
  readonly analysis = new Analysis();
  readonly ui = new EditorUi();
  readonly saving: Autosave;
  readonly preview: PreviewClient;
  readonly previewKeeper: PreviewKeeper;
  readonly canvas: CanvasModel;
  /** Of the installation, as far as they are known. */
  connections: readonly ConnectionView[] = [];
  /** Fields that a key puts the cursor into, while they are on the screen. */
  readonly fields: { paletteSearch: HTMLInputElement | null; nodeName: HTMLInputElement | null } = {
    paletteSearch: null,
    nodeName: null,
  };
  /** The element that the editor is drawn in, while it is on the screen. */
  root: HTMLElement | undefined;
  private readonly parts: FlowEditorParts;
  private readonly check: PlannerCheck;
  private readonly session: CompileSession;
  private readonly text: FlowText;
  private readonly stopFollowing: () => void;
  private stopFollowingRun: (() => void) | undefined;
  private cancelRetry: (() => void) | undefined;
  private revision = 0;
  private sqlReaders = 0;
  /** Counts openings, so that an answer to an earlier one is dropped. */
  private opened = 0;
  private ended = false;

  constructor(parts: FlowEditorParts) {
    const { flow, transport, worker, clock, drafts } = parts;
    this.parts = parts;
    this.flow = flow;
    this.text = new FlowText((text, edits) => worker.patched(text, edits));
    this.session = worker.session({
      analysis: (delta) => {
        this.analysis.take(delta, this.document.opened);
        // The first rows need not wait for the planner: the server checks what it shows by itself.
        if (delta.revision === 0) this.previewKeeper.checked();
      },
      fault: (fault) => this.analysis.fail(fault, this.document.opened),
      source: async () => {
        const { revision } = this;
        return { text: await this.text.current(), revision };
      },
    });
    this.saving = new Autosave({
      text: this.currentText,
      save: (text, baseVersion) => transport.saveFlow(flow, text, baseVersion),
      keepDraft: (draft) => drafts.keep(draft),
      clock,
    });
    this.preview = new PreviewClient({ flow, transport, clock });
    this.previewKeeper = new PreviewKeeper({
      client: this.preview,
      document: this.document,
      analysis: this.analysis,
      clock,
      text: this.currentText,
    });
    this.check = new PlannerCheck({
      clock,
      document: () => this.document.opened,
      text: this.currentText,
      check: (text, depth) => transport.check(flow, text, depth),
      answered: (answer) => {
        if (answer) this.session.setPlanner(answer.ports);
        this.analysis.takePlannerAnswer(answer, this.document.current);
      },
      settled: () => this.previewKeeper.checked(),
      isBusy: () => this.preview.state.status === 'starting',
    });
    this.canvas = new CanvasModel({
      key: this.key,
      document: this.document.store,
      analysis: this.analysis.store,
      ui: this.ui,
      run: this.run,
      clock,
    });
    this.stopFollowing = this.document.onChange((patches, edits) => this.follow(patches, edits));
  }

  /** The editor is on the screen, inside `root`. @returns says that it is no more */
  attach(instance: ReactFlowInstance<CanvasNode, CanvasEdge>, root: HTMLElement): () => void {
    this.root = root;
    const detach = this.canvas.viewport.attach(instance, root);
    return () => {
      this.root = undefined;
      detach();
    };
  }

  /** Reads the flow and begins to work on it; again after it failed. Never rejects: `opening` says how it went. */
  async open(): Promise<void> {
    if (this.ended) return;
    this.opening.setState(loading);
    this.ui.reset();
    this.stopFollowingRun ??= this.parts.transport.followRun(this.flow, (run) => this.run.setState({ run }));
    await this.load();
  }

  /** The text as it would be saved now. */
  readonly currentText = (): Promise<string> => this.text.current();

  /** Saves at once, for Ctrl+S and before a run. @returns the version that is then saved, `undefined` when it failed */
  async saveNow(): Promise<number | undefined> {
    await this.saving.flush();
    const { state, version } = this.saving.state;
    return state === 'saved' ? version : undefined;
  }

  /** The person trusts the flow: it is checked and previewed from now on. Throws when the server cannot be told. */
  async trust(): Promise<void> {
    await this.parts.transport.trustFlow(this.flow);
    if (this.ended) return;
    this.opening.setState({ trusted: true });
    this.letFlinkWork();
  }

  /** After a conflict: what somebody else saved replaces what is here. */
  async takeTheirs(): Promise<void> {
    const { theirs } = this.saving.state;
    this.saving.giveUp();
    if (theirs) await this.begin(theirs, ++this.opened);
  }

  /** The SQL is printed only while somebody reads it. @returns ends it */
  readSql(): () => void {
    if (this.sqlReaders++ === 0) this.session.wantSql(true);
    return () => {
      if (--this.sqlReaders === 0) this.session.wantSql(false);
    };
  }

  /**
   * Ends all that works for the flow. What is not saved yet is saved once more, else it stays in the draft.
   * @returns settles when that has been tried; never rejects
   */
  end(): Promise<void> {
    this.ended = true;
    this.cancelRetry?.();
    this.stopFollowing();
    this.stopFollowingRun?.();
    const saved = this.saving.end().finally(() => this.parts.drafts.end());
    this.previewKeeper.end();
    this.check.end();
    this.session.end();
    this.canvas.end();
    return saved;
  }

  private async load(): Promise<void> {
    this.cancelRetry?.();
    const opened = ++this.opened;
    try {
      const { transport, version } = this.parts;
      const [stored] = await Promise.all([transport.getFlow(this.flow, version), this.sendConnections()]);
      if (this.isCurrent(opened)) await this.begin(stored, opened);
    } catch (error) {
      if (!this.isCurrent(opened)) return;
      this.opening.setState({ status: 'failed', message: sentenceOf(error) });
      if (isAway(error)) this.cancelRetry = this.parts.clock.after(untilTriedAgain, () => void this.load());
    }
  }

  private readonly isCurrent = (opened: number): boolean => !this.ended && opened === this.opened;

  private async begin(stored: StoredFlow, opening: number): Promise<void> {
    const draft = await this.parts.drafts.read();
    const recovered = draft && (await this.withDraft(stored.text, draft));
    if (!this.isCurrent(opening)) return;
    const text = recovered ?? stored.text;
    const opened = await this.session.open(text);
    if (!this.isCurrent(opening)) return;
    this.text.begin(text);
    this.revision = 0;
    // The first analysis of the new document comes after this answer.
    this.analysis.reset();
    this.show(opened, stored, text, recovered === undefined ? undefined : draft);
  }

  /** The text with the edits of a draft; undefined where the text is no flow: the draft is kept until it is one again. */
  private async withDraft(text: string, draft: Draft): Promise<string | undefined> {
    try {
      return await this.parts.worker.patched(text, draft.edits);
    } catch (fault) {
      const { document } = await this.session.open(text);
      if (document) throw fault;
      return undefined;
    }
  }

  private show({ document, diagnostics }: Opened, stored: StoredFlow, text: string, draft: Draft | undefined): void {
    if (!document) {
      this.opening.setState({ status: 'unreadable', faults: diagnostics, text });
      return;
    }
    this.saving.begin(stored.version);
    this.document.load(document);
    if (draft) this.recover(draft, stored);
    this.opening.setState({ status: 'ready', trusted: stored.trusted });
    if (stored.trusted) this.letFlinkWork();
  }

  private letFlinkWork(): void {
    this.check.soon(0);
    this.previewKeeper.begin();
    this.previewKeeper.checked();
  }

  /** Edits of an earlier time that were never saved: saved now, or compared when somebody else saved meanwhile. */
  private recover(draft: Draft, stored: StoredFlow): void {
    this.saving.changed(draft.edits);
    if (draft.baseVersion !== stored.version) this.saving.conflict(stored);
  }

  private follow(...[patches, edits]: Parameters<Parameters<DocumentModel['onChange']>[0]>): void {
    this.text.changed(edits);
    this.session.edit({ revision: ++this.revision, patches });
    this.saving.changed(edits);
    if (patches.every((patch) => patch.path[1] === 'layout')) return;
    if (this.opening.getState().trusted) this.check.soon();
    this.previewKeeper.documentChanged();
  }

  private async sendConnections(): Promise<void> {
    this.connections = await this.parts.transport.connections().catch(() => []);
    this.parts.worker.setConnections(this.connections);
  }
}
