import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RunTable } from '../../store/tables.ts';
import { resumeFrom } from './resume.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headrace-resume-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const url = (...path: string[]) => pathToFileURL(join(folder, ...path)).href;
const row = (found: Partial<RunTable>) =>
  ({ savepoint: null, checkpoint: null, job_id: null, resumed_from: null, ...found }) as RunTable;

/** A folder as Flink leaves it; without `_metadata` it was not completed. */
function state(completed: boolean, ...path: string[]): string {
  mkdirSync(join(folder, ...path), { recursive: true });
  if (completed) writeFileSync(join(folder, ...path, '_metadata'), '');
  return url(...path);
}

test('after an orderly stop the savepoint', () => {
  const savepoint = state(true, 'savepoint-1');
  expect(resumeFrom(row({ savepoint, checkpoint: state(true, 'job', 'chk-3') }), url())).toBe(savepoint);
});

test('a savepoint that was deleted is none', () => {
  expect(resumeFrom(row({ savepoint: url('gone') }), url())).toBeUndefined();
});

test('after a crash the newest completed checkpoint, also one that was never seen here', () => {
  const seen = state(true, 'job', 'chk-9');
  const newest = state(true, 'job', 'chk-10');
  state(false, 'job', 'chk-11');
  expect(resumeFrom(row({ checkpoint: seen }), url())).toBe(newest);
});

test('a job whose checkpoints were never seen has them under its id', () => {
  const only = state(true, 'abc', 'chk-1');
  expect(resumeFrom(row({ job_id: 'abc' }), url())).toBe(only);
  expect(resumeFrom(row({ job_id: 'other' }), url())).toBeUndefined();
});

test('a run that was submitted again: the checkpoints of its new job, else those of the one before', () => {
  const before = state(true, 'old', 'chk-7');
  const submitted = row({ job_id: 'new', checkpoint: before });
  expect(resumeFrom(submitted, url())).toBe(before);
  state(false, 'new', 'chk-1');
  expect(resumeFrom(submitted, url())).toBe(before);
  const newest = state(true, 'new', 'chk-2');
  expect(resumeFrom(submitted, url())).toBe(newest);
});

test('without a checkpoint of its own, what it went on from', () => {
  const savepoint = state(true, 'savepoint-1');
  expect(resumeFrom(row({ job_id: 'abc', resumed_from: savepoint }), url())).toBe(savepoint);
  expect(resumeFrom(row({ job_id: 'abc', resumed_from: url('gone') }), url())).toBeUndefined();
});

test('state in an object store is taken as it was seen', () => {
  expect(resumeFrom(row({ checkpoint: 's3://state/job/chk-1' }), url())).toBe('s3://state/job/chk-1');
});
