import type { FlowSummary, Run } from '@headrace/api';
import type { Ring } from '../node-state.tsx';

type State = FlowSummary['state'];

/** A state in words and as a ring. */
export const runWords: Record<State, { word: string; ring: Ring }> = {
  draft: { word: 'Draft', ring: 'draft' },
  valid: { word: 'Valid', ring: 'valid' },
  invalid: { word: 'Has errors', ring: 'fault' },
  submitting: { word: 'Submitting', ring: 'valid' },
  deploying: { word: 'Deploying', ring: 'valid' },
  running: { word: 'Running', ring: 'running' },
  restarting: { word: 'Restarting', ring: 'warning' },
  stopping: { word: 'Stopping', ring: 'warning' },
  stopped: { word: 'Stopped', ring: 'draft' },
  failed: { word: 'Failed', ring: 'fault' },
  finished: { word: 'Finished', ring: 'valid' },
  'cluster-unreachable': { word: 'Cluster unreachable', ring: 'warning' },
  'job-missing': { word: 'Being started again', ring: 'warning' },
};

/** Where a run read from, in words; times as `format` writes them. */
export function fromWords(from: Run['from'], format: (time: number) => string): string {
  if (from.kind === 'now') return 'from then on';
  if (from.kind === 'earliest') return 'from the earliest event';
  return from.kind === 'time' ? `from ${format(from.timestamp)}` : 'from a savepoint';
}
