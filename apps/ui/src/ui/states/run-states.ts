import type { FlowSummary, Run } from '@headrace/api';
import type { Ring } from './rings.ts';

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

/** Whether the job is there and works. */
export const isRunning = (run: Run | undefined): boolean => run?.state === 'running';
/** Whether a run is under way: it can be stopped, and no other can be started. */
export const isActive = (run: Run | undefined): boolean =>
  run !== undefined && !['stopped', 'failed', 'finished'].includes(run.state);
