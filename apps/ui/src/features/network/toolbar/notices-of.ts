import type { NetworkView } from '../evaluate/messages.ts';
import { uncheckedMessage } from '../messages.ts';
import { settingCodes } from '../settings/faults.ts';
import type { Settings } from '../settings/settings.ts';

/** What limits the answer of every tab. */
export interface Notice {
  /** What is shown may be wrong; otherwise it is only incomplete. */
  readonly isFault: boolean;
  /** `alert`: something went wrong just now. `status`: announced in a pause, since it may come and go while a user types. */
  readonly role: 'alert' | 'status';
  readonly message: string;
  /** What may be done about it: settings to change. */
  readonly actions: readonly { readonly label: string; readonly settings: Partial<Settings> }[];
}

/** @param refused how many files were chosen last, where none of them could be read and others are still looked at */
export function noticesOf(view: NetworkView, refused: number | undefined): Notice[] {
  return [
    ...(refused === undefined ? [] : [refusedNotice(refused)]),
    ...unread(view),
    ...settingsAmiss(view),
    ...(view.unchecked ? [unchecked(view.unchecked)] : []),
  ];
}

const refusedNotice = (count: number): Notice => ({
  isFault: true,
  role: 'alert',
  message: `Nothing was opened: ${noneOf(count)}. What is shown is as before.`,
  actions: [],
});

function noneOf(count: number): string {
  if (count === 0) return 'no file is in there';
  return count === 1 ? 'the file is no YAML or JSON by its name' : `none of ${count} files is YAML or JSON by its name`;
}

function unread({ diagnostics, counts: { files } }: NetworkView): Notice[] {
  const faulty = new Set(diagnostics.flatMap((d) => (d.severity === 'error' ? (d.place?.file ?? '') : [])));
  if (faulty.size === 0) return [];
  const message = `${files === 1 ? 'The file' : `${faulty.size} of ${files} files`} could not be read whole: the answer leaves out what is wrong there.`;
  return [
    { isFault: true, role: 'alert', message, actions: [{ label: 'Show in Findings', settings: { tab: 'findings' } }] },
  ];
}

function settingsAmiss({ notes }: NetworkView): Notice[] {
  const count = notes.filter((n) => n.code.startsWith(settingCodes)).length;
  if (count === 0) return [];
  const message = `${count === 1 ? 'A setting makes' : `${count} settings make`} no sense: the answer is without ${count === 1 ? 'it' : 'them'}, and no policies are handed out.`;
  return [
    { isFault: true, role: 'status', message, actions: [{ label: 'Show what to mend', settings: { tab: 'yaml' } }] },
  ];
}

const unchecked = (what: NonNullable<NetworkView['unchecked']>): Notice => ({
  isFault: false,
  role: 'status',
  message: uncheckedMessage(what),
  actions: what.instead.map(({ profile, namespace }) => ({
    label: `Check ${profile} in ${namespace}`,
    settings: { profile, namespace },
  })),
});
