import { PreviewEvent, type StartFrom } from '@headrace/api';
import type { AnyDiagnostic } from '@headrace/flow';
import { createStore } from 'zustand/vanilla';
import { isAway, isOverLimit, retryAfter, sentenceOf } from '../../../api/http.ts';
import { isToBeRead } from '../../../api/refusal.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { PreviewViewer } from '../../../live/client.ts';
import { PortTable } from './ports.ts';
import { noPreview, type PreviewState } from './state.ts';

/** How a preview reaches the server. */
export interface PreviewParts {
  start(text: string, from: StartFrom): Promise<{ readonly id: string }>;
  /** Looks at a preview that was started. @returns stops it, unless somebody else looks at it too */
  view(preview: string, viewer: PreviewViewer): () => void;
  readonly clock: Clock;
}

/** One preview of a flow: the job on the server, its stream of rows, and what goes wrong with both. */
export class PreviewClient {
  readonly store = createStore<PreviewState>(() => noPreview);
  readonly ports = new PortTable();
  private stopLooking: (() => void) | undefined;
  private stopTicking: (() => void) | undefined;
  private cancelRetry: (() => void) | undefined;
  private readonly parts: PreviewParts;
  /** Counts starts, so that what belongs to an older one is dropped. */
  private turn = 0;

  constructor(parts: PreviewParts) {
    this.parts = parts;
  }

  get state(): PreviewState {
    return this.store.getState();
  }

  /** Starts anew; a preview that runs is ended when the new one is there, so that rows stay on the screen meanwhile. */
  async start(text: () => Promise<string>, from: StartFrom): Promise<void> {
    const turn = ++this.turn;
    this.cancelRetry?.();
    this.store.setState({ status: 'starting', message: 'Starting the preview…', node: null, from, notices: [] });
    try {
      const written = await text();
      if (turn !== this.turn) return;
      const { id } = await this.parts.start(written, from);
      // Nobody waits for it any more: it ends, unless somebody else looks at it.
      if (turn !== this.turn) return this.parts.view(id, nobody)();
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

  /** The page is left: the job costs nothing when nobody looks. */
  end(): void {
    this.stop();
    this.ports.begin({});
    this.store.setState({ ports: [], counts: {}, from: { kind: 'now' } });
  }

  private look(id: string, turn: number, again: () => void): void {
    const ifCurrent = (act: () => void) => turn === this.turn && act();
    this.stopLooking = this.parts.view(id, {
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
