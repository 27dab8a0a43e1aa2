import { isEndedRun, type RunState } from '@headrace/api';
import type { JobStatus, TaskState } from '@headrace/flink';
import { describe, expect, test } from 'vitest';
import { answerStop, nextState, type RunSnapshot, type StopAsked } from './state.ts';

const run = (state: RunState, more: Partial<RunSnapshot> = {}): RunSnapshot => ({
  state,
  stopAsked: null,
  restarts: 0,
  ...more,
});
const job = (status: JobStatus, ...tasks: TaskState[]) => ({ kind: 'job', status, tasks }) as const;

describe('a run that nobody stops', () => {
  test.each<[RunState, ReturnType<typeof job>, RunState]>([
    ['submitting', job('INITIALIZING'), 'deploying'],
    ['submitting', job('RUNNING', 'RUNNING', 'INITIALIZING'), 'deploying'],
    ['deploying', job('RUNNING', 'RUNNING', 'RUNNING'), 'running'],
    ['running', job('RUNNING', 'RUNNING', 'FINISHED'), 'running'],
    ['running', job('FAILING', 'FAILED', 'CANCELING'), 'restarting'],
    ['running', job('RESTARTING'), 'restarting'],
    ['running', job('FAILED', 'FAILED'), 'failed'],
    ['running', job('FINISHED', 'FINISHED'), 'finished'],
    ['running', job('CANCELED'), 'stopped'],
    ['cluster-unreachable', job('RUNNING', 'RUNNING'), 'running'],
    ['job-missing', job('RUNNING', 'RUNNING'), 'running'],
  ])('%s, then %o: %s', (before, seen, after) => {
    expect(nextState(run(before), seen)).toBe(after);
  });

  test('tasks that are deployed again after a failure are a restart, not a first start', () => {
    expect(nextState(run('restarting', { restarts: 1 }), job('RUNNING', 'INITIALIZING'))).toBe('restarting');
  });
});

describe('a run that is stopped', () => {
  test.each(['savepoint', 'cancel'] as const)('with %s: stopping until the job has ended', (stopAsked) => {
    expect(nextState(run('stopping', { stopAsked }), job('RUNNING', 'RUNNING'))).toBe('stopping');
    expect(nextState(run('stopping', { stopAsked }), job('CANCELLING'))).toBe('stopping');
  });
  test('with a savepoint a job ends as FINISHED: that is stopped', () => {
    expect(nextState(run('stopping', { stopAsked: 'savepoint' }), job('FINISHED'))).toBe('stopped');
  });
  test('a job that fails while it is stopped has failed', () => {
    expect(nextState(run('stopping', { stopAsked: 'savepoint' }), job('FAILED'))).toBe('failed');
  });
});

test('Flink away, and back without the job', () => {
  expect(nextState(run('running'), { kind: 'unreachable' })).toBe('cluster-unreachable');
  expect(nextState(run('cluster-unreachable'), { kind: 'missing' })).toBe('job-missing');
});

test.each<RunState>(['stopped', 'failed', 'finished'])('%s is the end, whatever Flink says', (state) => {
  expect(nextState(run(state), job('RUNNING', 'RUNNING'))).toBe(state);
  expect(nextState(run(state), { kind: 'missing' })).toBe(state);
});

test('a run whose job is missing comes back, so no other may start', () => {
  expect(isEndedRun('job-missing')).toBe(false);
  expect(isEndedRun('cluster-unreachable')).toBe(false);
});

test('a job that is missing after its end was asked for has stopped', () => {
  const stopping = run('cluster-unreachable', { stopAsked: 'savepoint' });
  expect(nextState(stopping, { kind: 'missing' })).toBe('stopped');
});

const accepted = (stopAsked: StopAsked, state: RunState) => ({ kind: 'accepted', stopAsked, state });
const refused = { kind: 'refused' };
const nothing = { kind: 'nothing' };

test.each<[RunState, object, object]>([
  // state, with a savepoint, without
  ['submitting', accepted('cancel', 'stopping'), accepted('cancel', 'stopping')],
  ['deploying', refused, accepted('cancel', 'stopping')],
  ['running', accepted('savepoint', 'stopping'), accepted('cancel', 'stopping')],
  ['restarting', refused, accepted('cancel', 'stopping')],
  ['cluster-unreachable', accepted('savepoint', 'cluster-unreachable'), accepted('cancel', 'cluster-unreachable')],
  ['job-missing', accepted('cancel', 'stopped'), accepted('cancel', 'stopped')],
  ['stopped', nothing, nothing],
  ['failed', nothing, nothing],
  ['finished', nothing, nothing],
])('a request to stop a run that is %s', (state, withSavepoint, without) => {
  expect(answerStop(run(state), 'savepoint')).toEqual(withSavepoint);
  expect(answerStop(run(state), 'cancel')).toEqual(without);
});

test.each<[StopAsked, StopAsked, object]>([
  ['savepoint', 'savepoint', nothing],
  ['cancel', 'cancel', nothing],
  ['cancel', 'savepoint', nothing],
  ['savepoint', 'cancel', accepted('cancel', 'stopping')],
])('a run that is stopping with %s is asked to stop with %s', (stopAsked, wanted, answer) => {
  expect(answerStop(run('stopping', { stopAsked }), wanted)).toEqual(answer);
});
