import type { StartFrom } from '@headrace/api';
import { ask } from '../compile/client.ts';
import { useAnalysis } from '../compile/store.ts';
import { useDocument } from '../document/store.ts';
import { PreviewClient } from '../preview/client.ts';
import { isOn, usePreview } from '../preview/store.ts';
import { previewable } from './previewable.ts';

const pauseWhenValid = 300;
/** With faults in it a change is probably half done: what runs may stay a little. */
const pauseWhenFaulty = 2500;

/** Decides when the preview runs: from the start when something is valid, and anew when what it shows has changed. */
export class PreviewKeeper {
  private readonly client: PreviewClient;
  /** Whether somebody wants to see events; people can switch it off. */
  private wanted = true;
  private shown = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Only then may Flink work on the flow: it is open, and a person trusts it. */
  private begun = false;

  constructor(flow: string) {
    this.client = new PreviewClient(flow);
  }

  begin(): void {
    this.begun = true;
  }

  /** Whether somebody waits for the first rows. */
  get isStarting(): boolean {
    return usePreview.getState().status === 'starting';
  }

  /** By hand: from a place, whatever runs. */
  start(from: StartFrom): void {
    if (!this.begun) return;
    this.wanted = true;
    clearTimeout(this.timer);
    this.run(from);
  }

  stop(): void {
    this.wanted = false;
    clearTimeout(this.timer);
    this.shown = '';
    this.client.stop();
  }

  end(): void {
    this.begun = false;
    clearTimeout(this.timer);
    this.client.end();
  }

  documentChanged(): void {
    clearTimeout(this.timer);
  }

  /** The planner has answered for the newest document. */
  checked(): void {
    if (!this.begun || !this.wanted) return;
    const meaning = this.meaning();
    if (meaning === undefined) return;
    const { status } = usePreview.getState();
    const ended = !isOn(status) && status !== 'off';
    if (meaning === this.shown && (isOn(status) || ended)) return;
    const faulty = useAnalysis.getState().diagnostics.some((d) => d.severity === 'error');
    const wait = this.shown === '' ? 0 : faulty ? pauseWhenFaulty : pauseWhenValid;
    clearTimeout(this.timer);
    // Where from is asked when the time has come: somebody may have chosen meanwhile.
    this.timer = setTimeout(() => this.run(usePreview.getState().from), wait);
  }

  private run(from: StartFrom): void {
    const meaning = this.meaning();
    if (meaning === undefined) return;
    this.shown = meaning;
    void this.client.start(() => ask('text', {}), from);
  }

  /** What a preview depends on: the nodes, not where they stand. `undefined` when there is nothing to show. */
  private meaning(): string | undefined {
    const { document } = useDocument.getState();
    return document && previewable(document, useAnalysis.getState().nodes);
  }
}
