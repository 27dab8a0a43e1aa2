import { newRun, type RunFields } from './run-record.ts';

/** A run that is at work, for tests. */
export function storedRun(change: Partial<RunFields> & Pick<RunFields, 'flowId'>): RunFields {
  const run = newRun({
    id: 'run',
    flowId: change.flowId,
    flowVersion: 1,
    startedAt: 1,
    from: { kind: 'now' },
    resources: { tables: [], written: [] },
    retryAt: 0,
    resumedFrom: null,
  });
  return { ...run, state: 'running', ...change };
}
