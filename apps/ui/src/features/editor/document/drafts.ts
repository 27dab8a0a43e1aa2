import type { Edit } from '@headrace/flow';
import { readSetting, writeSetting } from '../../../lib/settings.ts';

/** Edits that no server has acknowledged yet, kept by this browser so that a crash or a closed tab loses nothing. */
export interface Draft {
  readonly baseVersion: number;
  readonly edits: readonly Edit[];
}

/** JSON has no `undefined`, which means "remove" in an edit. */
type KeptEdit = Edit | { readonly path: Edit['path']; readonly remove: true };

interface Kept {
  readonly baseVersion: number;
  readonly edits: readonly KeptEdit[];
}

const place = (flow: string) => `draft.${flow}`;
const toKept = (edit: Edit): KeptEdit =>
  'value' in edit && edit.value === undefined ? { path: edit.path, remove: true } : edit;
const fromKept = (kept: KeptEdit): Edit => ('remove' in kept ? { path: kept.path, value: undefined } : kept);

/** Where the draft of one editor is kept. */
export interface DraftStore {
  /** `undefined` when nothing is left to keep. */
  keep(draft: Draft | undefined): void;
  read(): Draft | undefined;
}

/** The draft of a flow, in this browser's storage. */
export function browserDrafts(flow: string): DraftStore {
  return {
    keep(draft) {
      const kept: Kept | undefined = draft && { baseVersion: draft.baseVersion, edits: draft.edits.map(toKept) };
      writeSetting(place(flow), kept);
    },
    read() {
      const kept = readSetting<Kept | undefined>(place(flow), undefined);
      if (!kept || kept.edits.length === 0) return undefined;
      return { baseVersion: kept.baseVersion, edits: kept.edits.map(fromKept) };
    },
  };
}
