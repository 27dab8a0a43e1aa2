import type { Grid } from '@headrace/netpol/matrix';
import { counted, UserError } from '@headrace/text';
import { WorkerFault } from '../../lib/worker-link.ts';
import type { NetworkView, Unchecked } from './evaluate/messages.ts';

/** How many workloads and policies were read: `4 workloads, 1 policy in 2 files`. */
export function countsText({ workloads, policies }: NetworkView['counts'], ofFiles: number): string {
  const what = `${counted(workloads, 'workload')}, ${counted(policies, 'policy', 'policies')}`;
  return ofFiles > 0 ? `${what} in ${counted(ofFiles, 'file')}` : what;
}

/** Of files that were chosen along with others and not read. */
export const ignoredMessage = (count: number): string =>
  count === 1
    ? '1 file was not read, since its name is not that of a YAML or JSON file.'
    : `${count} files were not read, since their names are not those of YAML or JSON files.`;

/** Why no connection is called missing. */
export const uncheckedMessage = ({ profile, namespace }: Unchecked): string =>
  `What an installation needs was not checked: no pod of profile ${profile} is in namespace ${namespace}.`;

/** What default-deny would do to connections that are let through now, as a sentence; empty where it closes nothing. */
export function cutOffMessage({ rows, leftOut }: Pick<Grid, 'rows' | 'leftOut'>, needsKnown: boolean): string {
  let needed = 0;
  let others = 0;
  for (const { cells } of rows)
    for (const { state, was } of cells) {
      if (was === undefined || was === 'denied') continue;
      if (state === 'missing') needed++;
      if (state === 'denied') others++;
    }
  if (needed + others === 0) return '';
  const what = leftOut.length > 0 ? 'Of the groups and ports shown, default-deny' : 'Default-deny';
  if (needed > 0 && others > 0)
    return `${what} breaks ${connections(needed)} that ${areOf(needed)} needed, and closes ${counted(others, 'other')}.`;
  if (needed > 0) return `${what} breaks ${connections(needed)} that ${areOf(needed)} needed.`;
  if (needsKnown) return `${what} closes ${connections(others)}, none of which the installation needs.`;
  return `${what} closes ${connections(others)}; what is needed was not checked.`;
}

const connections = (count: number): string => counted(count, 'connection');
const areOf = (count: number): string => (count === 1 ? 'is' : 'are');

/**
 * Why nothing new is shown: what is shown is of the last evaluation that succeeded. Nothing where a question was given up, since nobody
 * waits for its answer.
 */
export function faultMessage(e: unknown): string | undefined {
  const isOurs = e instanceof WorkerFault ? e.code === 'failed' : !(e instanceof UserError);
  const message = e instanceof Error ? e.message : String(e);
  if (isOurs)
    return `It is a fault of Headrace, and what is shown is older: ${message}. Please report it with what you opened.`;
  return e instanceof WorkerFault && e.code === 'given-up' ? undefined : `${message} What is shown is older.`;
}
