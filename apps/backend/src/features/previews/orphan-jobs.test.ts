import type { JobOverview, JobStatus } from '@headrace/flink';
import { expect, test } from 'vitest';
import { PreviewJobs } from '../../flink/job-names.ts';
import { OrphanJobs, orphansOf } from './orphan-jobs.ts';

const here = 'aaaaaaaa-0000-4000-8000-000000000001';
const there = 'aaaaaaaa-0000-4000-8000-000000000002';
const gone = 'aaaaaaaa-0000-4000-8000-000000000003';
const own = new PreviewJobs('a1', here);
const open = own.newName();
const job = (name: string, state: JobStatus = 'RUNNING'): JobOverview => ({
  jid: name,
  name,
  state,
  'start-time': 1,
  'end-time': state === 'RUNNING' ? -1 : 2,
});
const of = (backend: string, installation = 'a1') => job(new PreviewJobs(installation, backend).newName());

test.each([
  ['an own preview that nobody looks at', of(here), true],
  ['an own preview that is open', job(open), false],
  ['an own preview that has ended', job(own.newName(), 'CANCELED'), false],
  ['a preview of another backend that lives', of(there), false],
  ['a preview of a backend that is gone', of(gone), true],
  ['a preview of an earlier version, whose name tells no backend', job(`headrace-preview-a1-${gone}`), true],
  ['a preview of another installation', of(gone, 'a2'), false],
  ['a preview of an installation whose id begins with this one', of(gone, 'a1b'), false],
  ['a preview without an installation, of an earlier version', job('headrace-preview-5f0e'), false],
  ['a run', job('headrace-run-a1'), false],
  ["somebody else's job", job(`copy of ${own.newName()}`), false],
])('%s', (_, candidate, isOrphan) => {
  const parts = { names: own, isOpen: (name: string) => name === open };
  expect(orphansOf([candidate], new Set([here, there]), parts)).toEqual(isOrphan ? [candidate] : []);
});

test('cancels orphans, and nothing else', async () => {
  const [orphan, others] = [of(gone), of(there)];
  const cancelled: string[] = [];
  const orphans = new OrphanJobs({
    jobManager: { jobs: async () => [job(open), orphan, others], cancel: async (id) => void cancelled.push(id) },
    names: own,
    isOpen: (name) => name === open,
    living: async () => new Set([here, there]),
    onError: () => {},
  });
  expect(await orphans.cancel()).toEqual([orphan.name]);
  expect(cancelled).toEqual([orphan.jid]);
});

test('a backend that joined after the jobs were listed keeps its jobs', async () => {
  const young = 'aaaaaaaa-0000-4000-8000-000000000004';
  const living = new Set([here]);
  const orphans = new OrphanJobs({
    jobManager: {
      jobs: async () => {
        living.add(young);
        return [of(young)];
      },
      cancel: async () => {},
    },
    names: own,
    isOpen: () => false,
    living: async () => living,
    onError: () => {},
  });
  expect(await orphans.cancel()).toEqual([]);
});
