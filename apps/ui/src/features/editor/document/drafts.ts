import type { Edit } from '@headrace/flow';
import * as z from 'zod';
import { readSetting, writeSetting } from '../../../lib/settings.ts';

/** Edits that no server has acknowledged yet, kept by this browser so that a crash or a closed tab loses nothing. */
export interface Draft {
  readonly baseVersion: number;
  readonly edits: readonly Edit[];
}

const Path = z.array(z.union([z.string(), z.number()]));
/** JSON has no `undefined`, which means "remove" in an edit. */
const KeptEdit = z.union([
  z.object({ path: Path, remove: z.literal(true) }),
  z.object({ path: Path, rename: z.string() }),
  z.object({ path: Path, value: z.unknown().nonoptional() }),
]);
const Kept = z.object({ baseVersion: z.int(), edits: z.array(KeptEdit) });

const toKept = (edit: Edit) => ('value' in edit && edit.value === undefined ? { path: edit.path, remove: true } : edit);
const fromKept = (kept: z.infer<typeof KeptEdit>): Edit =>
  'remove' in kept ? { path: kept.path, value: undefined } : kept;

/** Where the draft of one editor is kept. */
export interface DraftStore {
  /** What an earlier editor of the flow has left. */
  read(): Promise<Draft | undefined>;
  /** After `read`; `undefined` when nothing is left to keep. */
  keep(draft: Draft | undefined): void;
  /** The editor has ended: the next one of the flow gets what it has left. */
  end(): void;
}

/** The part of the Web Locks API that is used here, so that tests can give another. */
export type DraftLocks = Pick<LockManager, 'request'>;

/**
 * The draft of one editor of a flow, in this browser's storage. Several editors of a flow, on one page or on several, have a
 * draft each: the first that no open editor holds. A page that is closed or crashes leaves its own to the next.
 * @param locks nothing where the browser has none (a page without TLS on another host): all editors then share one draft
 */
export class BrowserDrafts implements DraftStore {
  private readonly flow: string;
  private readonly locks: DraftLocks | undefined;
  private place: string | undefined;
  private release: () => void = () => {};
  private ended = false;

  constructor(flow: string, locks: DraftLocks | undefined = globalThis.navigator?.locks) {
    this.flow = flow;
    this.locks = locks;
  }

  async read(): Promise<Draft | undefined> {
    this.place ??= await this.takePlace();
    const kept = readSetting(this.place, Kept.optional(), undefined);
    if (!kept || kept.edits.length === 0) return undefined;
    return { baseVersion: kept.baseVersion, edits: kept.edits.map(fromKept) };
  }

  keep(draft: Draft | undefined): void {
    if (this.place === undefined) return;
    const kept = draft && { baseVersion: draft.baseVersion, edits: draft.edits.map(toKept) };
    writeSetting(this.place, kept);
  }

  end(): void {
    this.ended = true;
    this.release();
  }

  private async takePlace(): Promise<string> {
    for (let n = 1; ; n++) {
      const place = n === 1 ? `draft.${this.flow}` : `draft.${this.flow}.${n}`;
      if (!this.locks || (await this.hold(this.locks, `headrace-${place}`))) return place;
    }
  }

  /** Holds a lock until the editor ends. @returns whether it was free */
  private hold(locks: DraftLocks, name: string): Promise<boolean> {
    return new Promise((resolve) => {
      const request = locks.request(name, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        if (lock === null || this.ended) return undefined;
        return new Promise<void>((release) => {
          this.release = release;
        });
      });
      // A browser that refuses locks altogether has one place.
      request.catch(() => resolve(true));
    });
  }
}
