import type { CheckResult } from '@headrace/api';
import type { FlowDocument } from '@headrace/flow';
import { beforeEach, expect, test } from 'vitest';
import { ApiProblem } from '../../../api/http.ts';
import { ManualClock, settled } from '../../../lib/testing/manual-clock.ts';
import { WorkerFault } from '../../../lib/worker-link.ts';
import type { PlannerAnswer } from './merge.ts';
import { type CheckDepth, PlannerCheck } from './planner-check.ts';

const flow = (name: string): FlowDocument => ({
  apiVersion: 'headrace.dev/v1alpha1',
  kind: 'Flow',
  metadata: { name },
  spec: { nodes: {} },
});
const result = (more: Partial<CheckResult> = {}) =>
  ({ diagnostics: [], ports: {}, planner: true, ...more }) as CheckResult;
const fault = { code: 'planner/type', severity: 'error' as const, message: 'x', place: {} };
const refused = new ApiProblem({ code: 'limit/checks-of-person', status: 429, title: 'Too many.' }, undefined, 7000);
const away = new ApiProblem({ code: 'network/unreachable', status: 0, title: 'Away.' });

let clock: ManualClock;
let document: FlowDocument | undefined;
let asked: { depth: CheckDepth; answer: PromiseWithResolvers<CheckResult> }[];
let answers: (PlannerAnswer | undefined)[];
let settledCount: number;
let busy: boolean;
let text: () => Promise<string>;
let check: PlannerCheck;

beforeEach(() => {
  clock = new ManualClock();
  document = flow('one');
  asked = [];
  answers = [];
  settledCount = 0;
  busy = false;
  text = async () => 'the text';
  check = new PlannerCheck({
    clock,
    document: () => document,
    text: () => text(),
    check(_, depth) {
      const answer = Promise.withResolvers<CheckResult>();
      asked.push({ depth, answer });
      return answer.promise;
    },
    answered: (answer) => answers.push(answer),
    settled: () => settledCount++,
    isBusy: () => busy,
  });
});

const depths = () => asked.map(({ depth }) => depth);
async function answer(with_: CheckResult | Error): Promise<void> {
  const { answer: last } = asked.at(-1) ?? {};
  if (with_ instanceof Error) last?.reject(with_);
  else last?.resolve(with_);
  await settled();
}

test('asks a moment after the last change, and then plans the whole of a flow at rest', async () => {
  check.soon();
  await clock.advance(150);
  check.soon();
  await clock.advance(199);
  expect(asked).toHaveLength(0);
  await clock.advance(1);
  await answer(result());
  expect(answers).toEqual([{ document, diagnostics: [], ports: {} }]);
  await clock.advance(799);
  expect(depths()).toEqual(['quick']);
  await clock.advance(1);
  expect(depths()).toEqual(['quick', 'whole']);
  await answer(result());
  await clock.advance(60_000);
  expect(depths()).toEqual(['quick', 'whole']);
});

test('asks one question at a time, and once more when something changed meanwhile', async () => {
  check.soon(0);
  await clock.advance(0);
  const first = document;
  document = flow('two');
  check.soon();
  await clock.advance(200);
  expect(asked).toHaveLength(1);
  expect(check.busy).toBe(true);
  await answer(result());
  expect(answers[0]?.document).toBe(first);
  await clock.advance(200);
  expect(depths()).toEqual(['quick', 'quick']);
});

test('plans the whole later while somebody waits for the planner in another matter', async () => {
  busy = true;
  check.soon(0);
  await clock.advance(0);
  await answer(result());
  await clock.advance(2400);
  expect(depths()).toEqual(['quick']);
  busy = false;
  await clock.advance(800);
  expect(depths()).toEqual(['quick', 'whole']);
});

test.each<[string, CheckResult | Error, readonly (PlannerAnswer | undefined)[] | undefined, number]>([
  ['has faults, it is not planned as a whole', result({ diagnostics: [fault] }), undefined, Number.POSITIVE_INFINITY],
  ['is refused for now, what is known stays, and it is asked again when that may help', refused, [], 7000],
  ['reaches nobody, that is said, and it is asked again', away, [undefined], 5000],
  [
    'finds no planner behind the server, that is said, and it is asked again',
    result({ planner: false }),
    [undefined],
    5000,
  ],
])('when a check %s', async (_, outcome, told, again) => {
  check.soon(0);
  await clock.advance(0);
  await answer(outcome);
  if (told) expect(answers).toEqual(told);
  expect(settledCount).toBe(1);
  await clock.advance(Math.min(again, 60_000) - 1);
  expect(asked).toHaveLength(1);
  await clock.advance(1);
  expect(asked).toHaveLength(again > 60_000 ? 1 : 2);
});

test('a text that cannot be written says nothing of the planner, and is asked for again', async () => {
  let broken = true;
  text = async () => {
    if (broken) throw new WorkerFault('timeout', 'too long');
    return 'the text';
  };
  check.soon(0);
  await clock.advance(0);
  expect(answers).toEqual([]);
  broken = false;
  await clock.advance(5000);
  expect(asked).toHaveLength(1);
});

test('after it ended it asks and says nothing, whatever is still answered', async () => {
  check.soon(0);
  await clock.advance(0);
  check.end();
  check.soon();
  await answer(result());
  await clock.advance(60_000);
  expect([asked.length, answers.length, settledCount, clock.pending]).toEqual([1, 0, 0, 0]);
});
