import { PreviewEvent, type StartFrom } from '@headrace/api';
import type { Diagnostic } from '@headrace/flow';
import { isAway, isOverLimit, retryAfter, sentenceOf } from '../api/http.ts';
import { startPreview } from '../api/previews.ts';
import { isToBeRead } from '../api/refusal.ts';
import type { LiveClient } from '../live/client.ts';
import { live } from '../live/connect.ts';
import { beginPorts, clearPorts, takeRows, tickPorts } from './ports.ts';
import { usePreview } from './store.ts';

const set = usePreview.setState;

/** How a preview is started and looked at, so that tests can give another way. */
export interface PreviewParts {
  readonly start: typeof startPreview;
  readonly live: Pick<LiveClient, 'view'>;
}

/** One preview of a flow: the job on the server, its stream of rows, and what goes wrong with both. */
export class PreviewClient {
  private stopLooking: (() => void) | undefined;
  private ticking: ReturnType<typeof setInterval> | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private readonly flow: string;
  private readonly parts: PreviewParts;
  /** Counts starts, so that what belongs to an older one is dropped. */
  private turn = 0;

  constructor(flow: string, parts: PreviewParts = { start: startPreview, live }) {
    this.flow = flow;
    this.parts = parts;
  }

  /** Starts anew; a preview that runs is ended when the new one is there, so that rows stay on the screen meanwhile. */
  async start(text: () => Promise<string>, from: StartFrom): Promise<void> {
    const turn = ++this.turn;
    clearTimeout(this.retry);
    set({ status: 'starting', sentence: 'Starting the preview…', node: null, from, notices: [] });
    try {
      const { id } = await this.parts.start(this.flow, await text(), from);
      // Nobody waits for it any more: it ends, unless somebody else looks at it.
      if (turn !== this.turn) return this.parts.live.view(id, nobody)();
      this.drop();
      this.look(id, turn, () => void this.start(text, from));
    } catch (error) {
      if (turn !== this.turn) return;
      this.drop();
      const passes = isAway(error) || isOverLimit(error);
      set({ status: passes ? 'recovering' : 'failed', sentence: sentenceOf(error) });
      if (passes) this.retry = setTimeout(() => void this.start(text, from), retryAfter(error) ?? 3000);
    }
  }

  stop(): void {
    this.turn++;
    clearTimeout(this.retry);
    this.drop();
    set({ status: 'off', sentence: '', node: null, notices: [] });
  }

  /** The page is left: the job costs nothing when nobody looks. */
  end(): void {
    this.stop();
    clearPorts();
    set({ ports: [], counts: {}, from: { kind: 'now' } });
  }

  private look(id: string, turn: number, again: () => void): void {
    const ifCurrent = (act: () => void) => turn === this.turn && act();
    this.stopLooking = this.parts.live.view(id, {
      event: (event) => ifCurrent(() => this.take(PreviewEvent.parse(event))),
      away: (refused) =>
        ifCurrent(() => {
          const broke = 'The connection to the preview broke; it is being opened again.';
          set({ status: 'recovering', sentence: isToBeRead(refused) ? refused.message : broke });
        }),
      // The server no longer knows this preview (it was restarted): a new one takes its place.
      gone: () => ifCurrent(again),
    });
    this.ticking = setInterval(() => tickPorts(Date.now()), 1000);
  }

  private take(event: PreviewEvent): void {
    if (event.kind === 'ports') {
      beginPorts(event.ports);
      set({ ports: Object.keys(event.ports), counts: {} });
    } else if (event.kind === 'rows') {
      takeRows(event, Date.now());
      if (usePreview.getState().status !== 'running') set({ status: 'running', sentence: '' });
    } else if (event.kind === 'counts') {
      set({ counts: event.nodes });
    } else if (event.kind === 'notice') {
      set((old) => ({ notices: withNotice(old.notices, event.diagnostic as Diagnostic) }));
    } else {
      set({ status: event.state, sentence: event.sentence, node: event.node });
      if (event.state === 'failed' || event.state === 'ended') this.drop();
    }
  }

  private drop(): void {
    this.stopLooking?.();
    this.stopLooking = undefined;
    clearInterval(this.ticking);
  }
}

const nobody = { event: () => {}, away: () => {}, gone: () => {} };
const mostNotices = 20;

/** The newest notice of a kind at a node takes the place of the one before. */
function withNotice(notices: readonly Diagnostic[], notice: Diagnostic): Diagnostic[] {
  const others = notices.filter((n) => n.code !== notice.code || n.place.node !== notice.place.node);
  return [...others, notice].slice(-mostNotices);
}
