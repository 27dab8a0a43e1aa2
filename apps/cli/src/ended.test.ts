import { UserError } from '@headrace/text';
import { afterEach, expect, test, vi } from 'vitest';
import { ended } from './ended.ts';

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

/** What a command that ends so writes to standard output with `--json`, and its exit code. */
async function endedBy(work: () => number): Promise<{ code: unknown; said: unknown }> {
  vi.spyOn(console, 'error').mockReturnValue();
  const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  await ended(work, true);
  return { code: process.exitCode, said: out.mock.calls.map(([text]) => JSON.parse(String(text))) };
}

test.each([
  [new UserError('No.'), 'command/cannot-run', 'No.'],
  [new UserError('No file.', 'command/file'), 'command/file', 'No file.'],
  [new UserError('Stale.', 'flow/stale-version'), 'flow/stale-version', 'Stale.'],
  [new Error('A bug.'), 'command/fault', 'A bug.'],
])('a command that throws %s ends with 2 and the code %s', async (error, code, message) => {
  const thrown = () => {
    throw error;
  };
  expect(await endedBy(thrown)).toEqual({ code: 2, said: [{ error: { code, message } }] });
});

test('a command that is done says nothing more and gives its exit code', async () => {
  expect(await endedBy(() => 1)).toEqual({ code: 1, said: [] });
});
