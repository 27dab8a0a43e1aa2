import { expect, test } from 'vitest';
import { waitsForSlot } from '../../flink/slots-taken.ts';
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

const cases: [string, boolean, number, string | null, unknown][] = [
  ['a job of which a part has no slot waits', true, 0, null, waits],
  ['what it waits for may change', true, 0, earlier, waits],
  ['a slot that is free is about to be given', true, 1, earlier, null],
  ['a job that has its slots waits no longer', false, 0, earlier, null],
  ['another notice stays', false, 0, other, other],
  ['another notice gives way to waiting', true, 0, other, waits],
];

test.each(cases)('%s', async (_, isWaiting, available, before, after) => {
  expect(await slotNotice(flink(available), before, isWaiting, jobs)).toEqual(after);
});

test.each([
  [{}, false],
  [{ CREATED: 1, SCHEDULED: 0 }, false],
  [{ RUNNING: 1, SCHEDULED: 1 }, true],
])('of tasks %j one waits for a slot: %s', (tasks, isWaiting) => {
  expect(waitsForSlot({ tasks })).toBe(isWaiting);
});
