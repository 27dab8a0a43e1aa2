import { createContext, useContext, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Path } from './context.ts';

/** What can get the cursor: an element, or an editor that is not one. */
export interface Focusable {
  focus(): void;
  /** Writes a text where the cursor is, in an editor that can. */
  insert?(text: string): void;
}

/** Text is what a person most likely wants to write; a button is only for where there is nothing else. */
export type FocusRank = 'text' | 'choice' | 'button';
const ranks: Readonly<Record<FocusRank, number>> = { text: 0, choice: 1, button: 2 };

/** One control of a form. Its target comes when it is drawn, which may be after it was loaded. */
export interface FocusEntry {
  path: Path;
  rank: FocusRank;
  /** Required and not there yet. */
  missing: boolean;
  /** The expression that a node is about. */
  main: boolean;
  target: Focusable | null;
  /** Opens what the control is hidden in. */
  reveal(): void;
}

interface Wish {
  /** Below `config`; undefined for the first field that must be decided. */
  readonly path: Path | undefined;
  readonly granted: () => void;
}

/**
 * Puts the cursor into the fields of a form. Each control registers its path and, once it is drawn, what takes the cursor; a
 * wish is granted at once, or as soon as the control that is meant is there.
 */
export class FormFocus {
  private readonly entries: FocusEntry[] = [];
  private wish: Wish | undefined;
  private scheduled = false;

  /** @returns removes it */
  add(entry: FocusEntry): () => void {
    this.entries.push(entry);
    this.changed();
    return () => void this.entries.splice(this.entries.indexOf(entry), 1);
  }

  /** A control was added or drawn. All of one drawing come before a wish is looked at. */
  changed(): void {
    if (this.scheduled || !this.wish) return;
    this.scheduled = true;
    queueMicrotask(() => {
      this.scheduled = false;
      this.grant();
    });
  }

  /** Asks for the cursor, in place of what was asked for before. @returns whether it is there already */
  ask(path: Path | undefined, granted: () => void): boolean {
    this.wish = { path, granted };
    return this.grant();
  }

  /** Nobody waits any more. */
  forget(): void {
    this.wish = undefined;
  }

  private grant(): boolean {
    if (!this.wish) return false;
    const entry = this.wish.path ? this.nearest(this.wish.path) : this.first();
    if (!entry?.target) return false;
    const { granted } = this.wish;
    this.wish = undefined;
    entry.reveal();
    entry.target.focus();
    granted();
    return true;
  }

  private first(): FocusEntry | undefined {
    return this.entries.find((e) => e.missing) ?? this.entries.find((e) => e.main) ?? this.entries[0];
  }

  /** The best control inside of what the path names, or inside of the nearest part around it that has one. */
  private nearest(path: Path): FocusEntry | undefined {
    for (let end = path.length; end > 0; end--) {
      const inside = this.entries.filter((entry) => startsWith(entry.path, path.slice(0, end)));
      const best = inside.sort((a, b) => ranks[a.rank] - ranks[b.rank])[0];
      if (best) return best;
    }
    return this.entries[0];
  }
}

const startsWith = (path: Path, start: Path) =>
  start.length <= path.length && start.every((step, i) => String(step) === String(path[i]));

const FocusContext = createContext<FormFocus | undefined>(undefined);
export const FocusProvider = FocusContext.Provider;

const RevealContext = createContext<() => void>(() => {});
/** What opens a part of the form that may be closed, for the fields in it. */
export const RevealProvider = RevealContext.Provider;

/** Opens the parts around, then this one, at once: what is hidden takes no cursor. */
export function useRevealing(open: () => void): () => void {
  const around = useContext(RevealContext);
  return () => {
    around();
    flushSync(open);
  };
}

export interface FocusableOptions {
  readonly rank?: FocusRank;
  readonly missing?: boolean;
  readonly main?: boolean;
}

/** Registers a control of the form. @returns the `ref` for what takes the cursor */
export function useFocusable(
  path: Path,
  { rank = 'text', missing = false, main = false }: FocusableOptions = {},
): (target: Focusable | null) => void {
  const form = useContext(FocusContext);
  const reveal = useContext(RevealContext);
  const [entry] = useState((): FocusEntry => ({ path, rank, missing, main, target: null, reveal }));
  const [ref] = useState(() => (target: Focusable | null) => {
    entry.target = target;
    if (target) form?.changed();
  });
  useEffect(() => {
    Object.assign(entry, { path, rank, missing, main, reveal });
  });
  useEffect(() => form?.add(entry), [form, entry]);
  return ref;
}
