import { StaleVersion, type StoredFlow } from '@headrace/api';
import type { Edit } from '@headrace/flow';
import { createStore } from 'zustand/vanilla';
import { backoff } from '../../../api/event-stream.ts';
import { ApiProblem, sentenceOf } from '../../../api/http.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { Draft } from './drafts.ts';

export interface SavingState {
  readonly state: 'saved' | 'unsaved' | 'saving' | 'failed' | 'conflict';
  /** The newest version that the server acknowledged. */
  readonly version: number;
  /** Why it failed. */
  readonly message: string | undefined;
  /** What somebody else saved in between. */
  readonly theirs: StoredFlow | undefined;
}

export interface AutosaveParts {
  /** The text of the flow with all edits so far. */
  readonly text: () => Promise<string>;
  /** Rejects with `ApiProblem`, code `flow/stale-version`, when somebody else saved in between. */
  readonly save: (text: string, baseVersion: number) => Promise<StoredFlow>;
  /** Keeps in this browser what is not acknowledged; `undefined` when all is. */
  readonly keepDraft: (draft: Draft | undefined) => void;
  readonly clock: Clock;
}

const pause = 500;

/** Saves one flow a moment after each gesture. What is not acknowledged stays in this browser's draft. */
export class Autosave {
  readonly store = createStore<SavingState>(() => ({
    state: 'saved',
    version: 0,
    message: undefined,
    theirs: undefined,
  }));
  private readonly parts: AutosaveParts;
  private edits: Edit[] = [];
  private cancel: (() => void) | undefined;
  private running: Promise<void> | undefined;
  private tries = 0;
  private ended = false;
  /** Counts beginnings: the answer to a save of an earlier one is late. */
  private turn = 0;

  constructor(parts: AutosaveParts) {
    this.parts = parts;
  }

  get state(): SavingState {
    return this.store.getState();
  }

  /** A text was opened that the server has under this version; nothing of an earlier one is saved or kept any more. */
  begin(version: number): void {
    this.turn++;
    this.cancel?.();
    this.edits = [];
    this.tries = 0;
    this.parts.keepDraft(undefined);
    this.store.setState({ state: 'saved', version, message: undefined, theirs: undefined });
  }

  changed(edits: readonly Edit[]): void {
    this.edits.push(...edits);
    this.keep();
    if (this.state.state === 'conflict') return;
    this.store.setState({ state: 'unsaved' });
    this.soon(pause);
  }

  /** Saves what is not saved yet, now. */
  async flush(): Promise<void> {
    this.cancel?.();
    await this.running;
    if (this.edits.length === 0 || this.state.state === 'conflict') return;
    this.running ??= this.save().finally(() => {
      this.running = undefined;
    });
    await this.running;
  }

  /** Somebody else saved in between, as it turns out. */
  conflict(theirs: StoredFlow): void {
    this.cancel?.();
    this.store.setState({ state: 'conflict', theirs });
  }

  /** After a conflict: what is here replaces what somebody else saved. */
  async keepMine(): Promise<void> {
    const { theirs } = this.state;
    if (!theirs) return;
    this.store.setState({ state: 'unsaved', version: theirs.version, theirs: undefined });
    this.keep();
    await this.flush();
  }

  /** After a conflict: what is here is given up. */
  giveUp(): void {
    this.turn++;
    this.cancel?.();
    this.edits = [];
    this.parts.keepDraft(undefined);
  }

  /** Saves once more what is not saved yet, and never again: what cannot be saved stays in the draft. */
  async end(): Promise<void> {
    this.ended = true;
    await this.flush();
  }

  private soon(wait: number): void {
    this.cancel?.();
    if (!this.ended) this.cancel = this.parts.clock.after(wait, () => void this.flush());
  }

  private async save(): Promise<void> {
    const { turn } = this;
    const count = this.edits.length;
    this.store.setState({ state: 'saving' });
    try {
      const text = await this.parts.text();
      if (turn !== this.turn) return;
      const stored = await this.parts.save(text, this.state.version);
      if (turn !== this.turn) return;
      this.tries = 0;
      this.edits.splice(0, count);
      const state = this.edits.length > 0 ? 'unsaved' : 'saved';
      this.store.setState({ state, version: stored.version, message: undefined });
      this.keep();
      if (this.edits.length > 0) this.soon(pause);
    } catch (error) {
      if (turn === this.turn) this.failed(error);
    }
  }

  private failed(error: unknown): void {
    const stale = error instanceof ApiProblem ? StaleVersion.safeParse(error.body) : undefined;
    if (stale?.success) this.conflict(stale.data.current);
    else {
      this.store.setState({ state: 'failed', message: sentenceOf(error) });
      this.soon(backoff(this.tries++));
    }
  }

  private keep(): void {
    const { version } = this.state;
    this.parts.keepDraft(this.edits.length > 0 ? { baseVersion: version, edits: this.edits } : undefined);
  }
}
