import { ClusterFault } from '@headrace/cluster/fault';
import { UserError } from '@headrace/text';
import { afterEach, describe, expect, test } from 'vitest';
import { ended } from './ended.ts';
import { captureOutput } from './testing/output.ts';

afterEach(() => {
  process.exitCode = undefined;
});

test.each([0, 1, 3])('the exit code of a command that ends is its result: %i', async (code) => {
  const { out, err } = captureOutput();
  await ended(async () => code);
  expect([process.exitCode, out, err]).toEqual([code, [], []]);
});

describe.each([false, true])('a command that cannot run, with --json: %s', (json) => {
  test.each<[error: unknown, message: string, code: string]>([
    [new UserError('No file.'), 'No file.', 'command/cannot-run'],
    [new UserError('No flow.', 'flow/not-found'), 'No flow.', 'flow/not-found'],
    [new ClusterFault('No cluster.', 403), 'No cluster.', 'command/cannot-run'],
  ])('prints the message of %s and exits with 2', async (error, message, code) => {
    const { out, err } = captureOutput();
    await ended(() => Promise.reject(error), json);
    expect([process.exitCode, err]).toEqual([2, [`${message}\n`]]);
    expect(out.map((line) => JSON.parse(line))).toEqual(json ? [{ error: { code, message } }] : []);
  });

  test.each<[unknown, string]>([
    [new TypeError('x is undefined'), 'x is undefined'],
    ['a text', 'a text'],
  ])('prints the trace of a bug: %s', async (error, message) => {
    const { out, err } = captureOutput();
    await ended(() => {
      throw error;
    }, json);
    expect(process.exitCode).toBe(2);
    expect(err.join('')).toContain(message);
    expect(out.map((line) => JSON.parse(line))).toEqual(json ? [{ error: { code: 'command/fault', message } }] : []);
  });
});

test('prints no control characters of an error', async () => {
  const { err } = captureOutput();
  await ended(() => Promise.reject(new UserError('a\u001b[2Jb')));
  expect(err.join('')).not.toContain('\u001b');
});
