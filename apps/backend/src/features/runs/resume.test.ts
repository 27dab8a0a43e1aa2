import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { resumeFrom, type StateOfRun } from './resume.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headrace-resume-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const url = (...path: string[]) => pathToFileURL(join(folder, ...path)).href;
const run = (found: Partial<StateOfRun>): StateOfRun => ({
  savepoint: null,
  checkpoint: null,
  jobId: null,
  resumedFrom: null,
  ...found,
});

/** A folder as Flink leaves it; without `_metadata` it was not completed. */
function state(completed: boolean, ...path: string[]): string {
  mkdirSync(join(folder, ...path), { recursive: true });
  if (completed) writeFileSync(join(folder, ...path, '_metadata'), '');
  return url(...path);
}

test('after an orderly stop the savepoint', () => {
  const savepoint = state(true, 'savepoint-1');
  expect(resumeFrom(run({ savepoint, checkpoint: state(true, 'job', 'chk-3') }), url())).toBe(savepoint);
});

test('a savepoint that was deleted is none', () => {
  expect(resumeFrom(run({ savepoint: url('gone') }), url())).toBeUndefined();
});

test('after a crash the newest completed checkpoint, also one that was never seen here', () => {
  const seen = state(true, 'job', 'chk-9');
  const newest = state(true, 'job', 'chk-10');
  state(false, 'job', 'chk-11');
  expect(resumeFrom(run({ checkpoint: seen }), url())).toBe(newest);
});

test('a job whose checkpoints were never seen has them under its id', () => {
  const only = state(true, 'abc', 'chk-1');
  expect(resumeFrom(run({ jobId: 'abc' }), url())).toBe(only);
  expect(resumeFrom(run({ jobId: 'other' }), url())).toBeUndefined();
});

test('a run that was submitted again: the checkpoints of its new job, else those of the one before', () => {
  const before = state(true, 'old', 'chk-7');
  const submitted = run({ jobId: 'new', checkpoint: before });
  expect(resumeFrom(submitted, url())).toBe(before);
  state(false, 'new', 'chk-1');
  expect(resumeFrom(submitted, url())).toBe(before);
  const newest = state(true, 'new', 'chk-2');
  expect(resumeFrom(submitted, url())).toBe(newest);
});

test('without a checkpoint of its own, what it continued from', () => {
  const savepoint = state(true, 'savepoint-1');
  expect(resumeFrom(run({ jobId: 'abc', resumedFrom: savepoint }), url())).toBe(savepoint);
  expect(resumeFrom(run({ jobId: 'abc', resumedFrom: url('gone') }), url())).toBeUndefined();
});

test('state in an object store is taken as it was seen', () => {
  expect(resumeFrom(run({ checkpoint: 's3://state/job/chk-1' }), url())).toBe('s3://state/job/chk-1');
});
