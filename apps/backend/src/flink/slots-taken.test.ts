import type { JobOverview } from '@headrace/flink';
import { expect, test } from 'vitest';
import { PreviewJobs, runJobName } from './job-names.ts';
import { slotsTaken } from './slots-taken.ts';

const job = (name: string, ended = false): JobOverview => ({
  jid: name,
  name,
  state: ended ? 'CANCELED' : 'RUNNING',
  'start-time': 1,
  'end-time': ended ? 2 : -1,
});
const preview = () => new PreviewJobs('a1', 'b1').newName();
const ofAnother = () => new PreviewJobs('a2', 'b1').newName();

test.each([
  [[preview(), ofAnother(), runJobName('r'), 'theirs'], 'by 2 previews, 1 run, 1 other job.'],
  [[runJobName('r'), runJobName('s')], 'by 2 runs.'],
  [['theirs', 'theirs-too'], 'by 2 other jobs.'],
])('counts the jobs at work by what they are for: %j', (names, said) => {
  expect(slotsTaken(4, [...names.map((name) => job(name)), job(preview(), true)])).toBe(
    `All 4 slots of Flink are taken, ${said}`,
  );
});

test('says of one slot that it is the only one', () => {
  expect(slotsTaken(1, [job(runJobName('r'))])).toBe('The only slot of Flink is taken, by 1 run.');
});

test('says that a Flink without TaskManagers has no slots', () => {
  expect(slotsTaken(0, [])).toBe('Flink has no slots yet.');
});
