import type { StartFrom } from '@headrace/api';
import type { Clock } from '../../lib/clock.ts';
import type { Analysis } from './analysis/analysis.ts';
import type { DocumentModel } from './document/document-model.ts';
import type { PreviewClient } from './preview/client.ts';
import { isOn } from './preview/state.ts';
import { previewable } from './previewable.ts';

const pauseWhenValid = 300;
/** With faults in it a change is probably half done: what runs may stay a little. */
const pauseWhenFaulty = 2500;

export interface PreviewKeeperParts {
  readonly client: PreviewClient;
  readonly document: DocumentModel;
  readonly analysis: Analysis;
  readonly clock: Clock;
  text(): Promise<string>;
}

/** Decides when the preview runs: from the start when something is valid, and anew when what it shows has changed. */
export class PreviewKeeper {
  private readonly parts: PreviewKeeperParts;
  /** Whether somebody wants to see events; people can switch it off. */
  private wanted = true;
  private shown = '';
  private cancel: (() => void) | undefined;
  /** Only then may Flink work on the flow: it is open, and a person trusts it. */
  private begun = false;

  constructor(parts: PreviewKeeperParts) {
    this.parts = parts;
  }

  begin(): void {
    this.begun = true;
  }

  /** Whether somebody waits for the first rows. */
  get isStarting(): boolean {
    return this.parts.client.state.status === 'starting';
  }

  /** By hand: from a place, whatever runs. */
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
    // Where from is asked when the time has come: somebody may have chosen meanwhile.
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
