import type { TaskState } from '@headrace/flink';
import { expect, test } from 'vitest';
import { slotNotice } from './slot-wait.ts';

const flink = (available: number) => ({
  overview: async () => ({ taskmanagers: 1, 'slots-total': 4, 'slots-available': available, 'flink-version': '2.3.0' }),
});
const jobs = [{ jid: 'j', name: 'theirs', state: 'RUNNING' as const, 'start-time': 1, 'end-time': -1 }];
const waits = expect.stringMatching(
  /^This run waits for a slot\. All 4 slots of Flink are taken, by 1 other job\. It begins/,
);
const earlier = 'This run waits for a slot. All 3 slots of Flink are taken, by 1 run. It begins by itself.';
const other = 'It was not stopped.';

const cases: [string, TaskState[], number, string | null, unknown][] = [
  ['a job of which a task has no slot waits', ['RUNNING', 'SCHEDULED'], 0, null, waits],
  ['what it waits for may change', ['SCHEDULED'], 0, earlier, waits],
  ['a slot that is free is about to be given', ['SCHEDULED'], 1, earlier, null],
  ['a job whose tasks have slots waits no longer', ['DEPLOYING', 'RUNNING'], 0, earlier, null],
  ['a job that has ended waits no longer', [], 0, earlier, null],
  ['another notice stays', ['RUNNING'], 0, other, other],
  ['another notice gives way to waiting', ['SCHEDULED'], 0, other, waits],
];

test.each(cases)('%s', async (_, tasks, available, before, after) => {
  expect(await slotNotice(flink(available), before, tasks, jobs)).toEqual(after);
});
