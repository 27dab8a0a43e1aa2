import { PreviewEvent, type StartFrom } from '@headrace/api';
import type { Diagnostic } from '@headrace/flow';
import { listen } from '../api/event-stream.ts';
import { isAway, isOverLimit, sentenceOf } from '../api/http.ts';
import * as api from '../api/previews.ts';
import { beginPorts, clearPorts, takeRows, tickPorts } from './ports.ts';
import { usePreview } from './store.ts';

const set = usePreview.setState;

/** One preview of a flow: the job on the server, its stream of rows, and what goes wrong with both. */
export class PreviewClient {
  private id: string | undefined;
  private stopListening: (() => void) | undefined;
  private ticking: ReturnType<typeof setInterval> | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private readonly flow: string;
  /** Counts starts, so that what belongs to an older one is dropped. */
  private turn = 0;

  constructor(flow: string) {
    this.flow = flow;
  }

  /** Starts anew; a preview that runs is ended when the new one is there, so that rows stay on the screen meanwhile. */
  async start(text: () => Promise<string>, from: StartFrom): Promise<void> {
    const turn = ++this.turn;
    clearTimeout(this.retry);
    set({ status: 'starting', sentence: 'Starting the preview', node: null, from, notices: [] });
    try {
      const { id } = await api.startPreview(this.flow, await text(), from);
      if (turn !== this.turn) return void api.stopPreview(id);
      this.drop();
      this.id = id;
      this.listen(id, turn, () => this.start(text, from));
    } catch (error) {
      if (turn !== this.turn) return;
      this.drop();
      set({ status: 'failed', sentence: sentenceOf(error) });
      if (isAway(error))
        this.retry = setTimeout(() => void this.start(text, from), isOverLimit(error) ? error.retryAfter : 3000);
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

  private listen(id: string, turn: number, again: () => void): void {
    const take = (data: unknown) => {
      if (turn === this.turn) this.take(PreviewEvent.parse(data));
    };
    this.stopListening = listen(api.previewEvents(id), {
      events: { ports: take, state: take, rows: take, counts: take, notice: take },
      onAway: (refused) => {
        if (turn !== this.turn) return;
        const broke = 'The connection to the preview broke; it is being opened again.';
        set({ status: 'recovering', sentence: isOverLimit(refused) ? refused.message : broke });
        // The server no longer knows this preview (it was restarted): a new one takes its place.
        if (refused?.problem.status === 404) again();
      },
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
      const fresh = event.diagnostic as Diagnostic;
      // What is said anew with another number takes the place of the old.
      const same = (old: Diagnostic) => old.code === fresh.code && old.place.node === fresh.place.node;
      set((old) => ({ notices: [...old.notices.filter((n) => !same(n)), fresh].slice(-20) }));
    } else {
      set({ status: event.state, sentence: event.sentence, node: event.node });
      if (event.state === 'failed' || event.state === 'ended') this.drop();
    }
  }

  private drop(): void {
    this.stopListening?.();
    clearInterval(this.ticking);
    if (this.id) void api.stopPreview(this.id);
    this.id = undefined;
    this.stopListening = undefined;
  }
}
