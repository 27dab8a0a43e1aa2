import { StaleVersion, type StoredFlow } from '@headrace/api';
import type { Edit } from '@headrace/flow';
import { create } from 'zustand';
import { backoff } from '../api/event-stream.ts';
import { saveFlow } from '../api/flows.ts';
import { ApiProblem, sentenceOf } from '../api/http.ts';
import { ask } from '../compile/client.ts';
import { keepDraft } from './drafts.ts';

export interface SavingState {
  readonly state: 'saved' | 'unsaved' | 'saving' | 'failed' | 'conflict';
  readonly version: number;
  /** Why it failed. */
  readonly sentence: string | undefined;
  /** What somebody else saved in between. */
  readonly theirs: StoredFlow | undefined;
}

export const useSaving = create<SavingState>(() => ({
  state: 'saved',
  version: 0,
  sentence: undefined,
  theirs: undefined,
}));

const pause = 500;

/** Saves a moment after each gesture. What is not acknowledged stays in this browser's draft. */
export class Autosave {
  private readonly flow: string;
  private edits: Edit[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | undefined;
  private tries = 0;

  constructor(flow: string, version: number) {
    this.flow = flow;
    useSaving.setState({ state: 'saved', version, sentence: undefined, theirs: undefined });
  }

  changed(edits: readonly Edit[]): void {
    this.edits.push(...edits);
    this.keep();
    if (useSaving.getState().state === 'conflict') return;
    useSaving.setState({ state: 'unsaved' });
    this.soon(pause);
  }

  /** Saves what is not saved yet, now. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    await this.running;
    if (this.edits.length === 0 || useSaving.getState().state === 'conflict') return;
    this.running = this.save();
    await this.running;
    this.running = undefined;
  }

  /** After a conflict: what is here replaces what somebody else saved. */
  async keepMine(): Promise<void> {
    const { theirs } = useSaving.getState();
    if (!theirs) return;
    useSaving.setState({ state: 'unsaved', version: theirs.version, theirs: undefined });
    this.keep();
    await this.flush();
  }

  /** After a conflict: what is here is given up. */
  giveUp(): void {
    this.edits = [];
    keepDraft(this.flow, undefined);
  }

  end(): void {
    clearTimeout(this.timer);
    void this.flush();
  }

  private soon(wait: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), wait);
  }

  private async save(): Promise<void> {
    const count = this.edits.length;
    useSaving.setState({ state: 'saving' });
    try {
      const text = await ask('textOf', { flow: this.flow });
      // Another flow was opened meanwhile; the draft in this browser has the edits.
      if (text === undefined) return;
      const stored = await saveFlow(this.flow, text, useSaving.getState().version);
      this.tries = 0;
      this.edits.splice(0, count);
      useSaving.setState({
        state: this.edits.length > 0 ? 'unsaved' : 'saved',
        version: stored.version,
        sentence: undefined,
      });
      this.keep();
      if (this.edits.length > 0) this.soon(pause);
    } catch (error) {
      this.failed(error);
    }
  }

  private failed(error: unknown): void {
    const stale = error instanceof ApiProblem ? StaleVersion.safeParse(error.body) : undefined;
    if (stale?.success) {
      useSaving.setState({ state: 'conflict', theirs: stale.data.current });
      return;
    }
    useSaving.setState({ state: 'failed', sentence: sentenceOf(error) });
    this.soon(backoff(this.tries++));
  }

  private keep(): void {
    const { version } = useSaving.getState();
    keepDraft(this.flow, this.edits.length > 0 ? { baseVersion: version, edits: this.edits } : undefined);
  }
}
