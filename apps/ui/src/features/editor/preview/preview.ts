import { type Counts, PreviewEvent, type StartFrom } from '@headrace/api';
import type { AnyDiagnostic, FlowDocument } from '@headrace/flow';
import { createStore } from 'zustand/vanilla';
import { isAway, isOverLimit, retryAfter, sentenceOf } from '../../../api/http.ts';
import { isToBeRead } from '../../../api/refusal.ts';
import type { NodeAnalysis } from '../../../compile/messages.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { Analysis } from '../analysis/analysis.ts';
import type { DocumentModel } from '../document/document-model.ts';
import type { EditorTransport } from '../transport.ts';
import { PortTable } from './ports.ts';

export interface PreviewState {
  readonly status: 'off' | 'starting' | 'running' | 'recovering' | 'failed' | 'ended';
  readonly message: string;
  /** The node that a failure belongs to. */
  readonly node: string | null;
  readonly from: StartFrom;
  readonly notices: readonly AnyDiagnostic[];
  /** Ports that the running preview shows, in the document's order. */
  readonly ports: readonly string[];
  /** What became of rows that are not shown, by node. */
  readonly counts: Counts;
}

const noPreview: PreviewState = {
  status: 'off',
  message: '',
  node: null,
  from: { kind: 'now' },
  notices: [],
  ports: [],
  counts: {},
};

export const isOn = (status: PreviewState['status']): boolean =>
  status !== 'off' && status !== 'ended' && status !== 'failed';

const pauseWhenValid = 300;
/** A change with errors is probably incomplete, so the running preview stays a little longer. */
const pauseWhenFaulty = 2500;

export interface PreviewKeeperParts {
  readonly client: PreviewClient;
  readonly document: DocumentModel;
  readonly analysis: Analysis;
  readonly clock: Clock;
  text(): Promise<string>;
}

/** Decides when the preview runs: it starts as soon as a node is valid, and again when what it shows has changed. */
export class PreviewKeeper {
  private readonly parts: PreviewKeeperParts;
  /** False after a person has stopped the preview. */
  private wanted = true;
  private shown = '';
  private cancel: (() => void) | undefined;
  /** The flow is open and trusted, so Flink may work on it. */
  private begun = false;

  constructor(parts: PreviewKeeperParts) {
    this.parts = parts;
  }

  begin(): void {
    this.begun = true;
  }

  /** Starts on request of a person, in place of what runs. */
  start(from: StartFrom): void {
    if (!this.begun) return;
    this.wanted = true;
    this.cancel?.();
    this.run(from);
  }

  stop(): void {
    this.wanted = false;
    this.cancel?.();
    this.shown = '';
    this.parts.client.stop();
  }

  end(): void {
    this.begun = false;
    this.cancel?.();
    this.parts.client.end();
  }

  documentChanged(): void {
    this.cancel?.();
  }

  /** The planner has answered for the newest document. */
  checked(): void {
    if (!this.begun || !this.wanted) return;
    const meaning = this.meaning();
    if (meaning === undefined) return;
    const { status } = this.parts.client.state;
    const ended = !isOn(status) && status !== 'off';
    if (meaning === this.shown && (isOn(status) || ended)) return;
    const faulty = this.parts.analysis.state.diagnostics.some((d) => d.severity === 'error');
    const wait = this.shown === '' ? 0 : faulty ? pauseWhenFaulty : pauseWhenValid;
    this.cancel?.();
    // Read then, because a person may choose another start meanwhile.
    this.cancel = this.parts.clock.after(wait, () => this.run(this.parts.client.state.from));
  }

  private run(from: StartFrom): void {
    const meaning = this.meaning();
    if (meaning === undefined) return;
    this.shown = meaning;
    void this.parts.client.start(() => this.parts.text(), from);
  }

  /** What a preview depends on: the nodes, not where they stand. `undefined` when there is nothing to show. */
  private meaning(): string | undefined {
    const document = this.parts.document.opened;
    return document && previewable(document, this.parts.analysis.state.nodes);
  }
}

/** A text that is equal for documents whose previews are equal; `undefined` when no node of it could be shown. */
function previewable(document: FlowDocument, analysis: Readonly<Record<string, NodeAnalysis>>): string | undefined {
  const valid = Object.entries(document.spec.nodes).filter(([name]) => {
    const node = analysis[name];
    return node?.state === 'valid' && Object.keys(node.outputs).length > 0;
  });
  return valid.length > 0 ? JSON.stringify(valid) : undefined;
}

export interface PreviewClientParts {
  /** Id of the stored flow. */
  readonly flow: string;
  readonly transport: Pick<EditorTransport, 'startPreview' | 'viewPreview'>;
  readonly clock: Clock;
}

/** One preview of a flow: the job on the server, its stream of rows, and what goes wrong with both. */
export class PreviewClient {
  readonly store = createStore<PreviewState>(() => noPreview);
  readonly ports = new PortTable();
  private stopLooking: (() => void) | undefined;
  private stopTicking: (() => void) | undefined;
  private cancelRetry: (() => void) | undefined;
  private readonly parts: PreviewClientParts;
  /** Counts starts, so that what belongs to an older one is dropped. */
  private turn = 0;

  constructor(parts: PreviewClientParts) {
    this.parts = parts;
  }

  get state(): PreviewState {
    return this.store.getState();
  }

  /** Starts anew; a preview that runs is ended when the new one is there, so that rows stay on the screen meanwhile. */
  async start(text: () => Promise<string>, from: StartFrom): Promise<void> {
    const { flow, transport } = this.parts;
    const turn = ++this.turn;
    this.cancelRetry?.();
    this.store.setState({ status: 'starting', message: 'Starting the preview…', node: null, from, notices: [] });
    try {
      const written = await text();
      if (turn !== this.turn) return;
      const { id } = await transport.startPreview(flow, written, from);
      // Superseded: it ends, unless somebody else looks at it.
      if (turn !== this.turn) return transport.viewPreview(id, nobody)();
      this.drop();
      this.look(id, turn, () => void this.start(text, from));
    } catch (error) {
      if (turn !== this.turn) return;
      this.drop();
      const passes = isAway(error) || isOverLimit(error);
      this.store.setState({ status: passes ? 'recovering' : 'failed', message: sentenceOf(error) });
      if (passes)
        this.cancelRetry = this.parts.clock.after(retryAfter(error) ?? 3000, () => void this.start(text, from));
    }
  }

  stop(): void {
    this.turn++;
    this.cancelRetry?.();
    this.drop();
    this.store.setState({ status: 'off', message: '', node: null, notices: [] });
  }

  /** Ends with the page, so that no job runs for nobody. */
  end(): void {
    this.stop();
    this.ports.begin({});
    this.store.setState({ ports: [], counts: {}, from: { kind: 'now' } });
  }

  private look(id: string, turn: number, again: () => void): void {
    const ifCurrent = (act: () => void) => turn === this.turn && act();
    this.stopLooking = this.parts.transport.viewPreview(id, {
      event: (event) => ifCurrent(() => this.take(PreviewEvent.parse(event))),
      away: (refused) =>
        ifCurrent(() => {
          const broke = 'The connection to the preview broke; it is being opened again.';
          this.store.setState({ status: 'recovering', message: isToBeRead(refused) ? refused.message : broke });
        }),
      // The server no longer knows this preview (it was restarted): a new one takes its place.
      gone: () => ifCurrent(again),
    });
    this.tick();
  }

  /** Once a second, for as long as somebody looks. */
  private tick(): void {
    const { clock } = this.parts;
    this.stopTicking = clock.after(1000, () => {
      this.ports.tick(clock.now());
      this.tick();
    });
  }

  private take(event: PreviewEvent): void {
    if (event.kind === 'ports') {
      this.ports.begin(event.ports);
      this.store.setState({ ports: Object.keys(event.ports), counts: {} });
    } else if (event.kind === 'rows') {
      this.ports.take(event, this.parts.clock.now());
      if (this.state.status !== 'running') this.store.setState({ status: 'running', message: '' });
    } else if (event.kind === 'counts') {
      this.store.setState({ counts: event.nodes });
    } else if (event.kind === 'notice') {
      this.store.setState((old) => ({ notices: withNotice(old.notices, event.diagnostic) }));
    } else {
      this.store.setState({ status: event.state, message: event.message, node: event.node });
      if (event.state === 'failed' || event.state === 'ended') this.drop();
    }
  }

  private drop(): void {
    this.stopLooking?.();
    this.stopLooking = undefined;
    this.stopTicking?.();
    this.stopTicking = undefined;
  }
}

const nobody = { event: () => {}, away: () => {}, gone: () => {} };
const mostNotices = 20;

/** The newest notice of a kind at a node takes the place of the one before. */
function withNotice(notices: readonly AnyDiagnostic[], notice: AnyDiagnostic): AnyDiagnostic[] {
  const others = notices.filter((n) => n.code !== notice.code || n.place.node !== notice.place.node);
  return [...others, notice].slice(-mostNotices);
}
