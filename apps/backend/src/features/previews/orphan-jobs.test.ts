import type { JobManager, JobOverview, JobStatus } from '@headrace/flink';
import { expect, test } from 'vitest';
import { PreviewJobs } from '../../flink/job-names.ts';
import { OrphanJobs, orphansOf } from './orphan-jobs.ts';

const own = new PreviewJobs('a1');
const other = new PreviewJobs('a2');
const watched = own.newName();
const job = (name: string, state: JobStatus = 'RUNNING'): JobOverview => ({
  jid: name,
  name,
  state,
  'start-time': 1,
  'end-time': state === 'RUNNING' ? -1 : 2,
});

test.each([
  ['an own preview that nobody looks at', job(own.newName()), true],
  ['an own preview at work', job(watched), false],
  ['an own preview that has ended', job(own.newName(), 'CANCELED'), false],
  ['a preview of another installation', job(other.newName()), false],
  ['a preview of an installation whose id begins with this one', job(new PreviewJobs('a1b').newName()), false],
  ['a preview without an installation, of an earlier version', job('headrace-preview-5f0e'), false],
  ['a run', job('headrace-run-a1'), false],
  ["somebody else's job", job(`copy of ${own.newName()}`), false],
])('%s', (_, candidate, isOrphan) => {
  expect(orphansOf([candidate], own, (name) => name === watched)).toEqual(isOrphan ? [candidate] : []);
});

test('cancels orphans, and nothing else', async () => {
  const orphan = own.newName();
  const cancelled: string[] = [];
  const jobManager = {
    jobs: async () => [job(watched), job(orphan), job(other.newName())],
    cancel: async (id: string) => void cancelled.push(id),
  } as unknown as JobManager;
  const reaper = new OrphanJobs(
    jobManager,
    own,
    (name) => name === watched,
    () => {},
  );
  expect(await reaper.reap()).toEqual([orphan]);
  expect(cancelled).toEqual([orphan]);
});
