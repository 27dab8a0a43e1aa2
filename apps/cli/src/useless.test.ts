import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { refuseUseless } from './useless.ts';

/** Runs a command line; gives what it refuses with its exit code, or the options that the action got. */
async function run(...args: string[]): Promise<unknown> {
  let got: unknown;
  const command = new Command('x')
    .option('--offline')
    .option('--server <address>', '', 'usual')
    .option('--no-samples')
    .option('--rate <n>', '', '12')
    .option('--fast')
    .option('-y, --yes')
    .action((options) => {
      got = options;
    })
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  refuseUseless(command, [
    { option: '--server', beside: '--offline', because: 'no server is called.' },
    { option: '--rate', beside: '--no-samples', because: 'there are no events.' },
    { option: '--yes', without: '--fast', because: 'nothing is asked.' },
  ]);
  try {
    await command.parseAsync(args, { from: 'user' });
  } catch (error) {
    return error instanceof Error && 'exitCode' in error ? [error.exitCode, error.message] : error;
  }
  return got;
}

describe('an option without effect', () => {
  test.each([
    [['--offline', '--server', 'a'], '--server', 'no server is called.'],
    [['--server', 'a', '--offline'], '--server', 'no server is called.'],
    [['--server', 'usual', '--offline'], '--server', 'no server is called.'],
    [['--no-samples', '--rate', '1'], '--rate', 'there are no events.'],
    [['-y'], '--yes', 'nothing is asked.'],
  ])('is refused with its reason: %j', async (args, option, because) => {
    expect(await run(...args)).toEqual([2, `error: ${option} has no effect here: ${because}`]);
  });

  test.each([[[]], [['--offline']], [['--server', 'a']], [['--no-samples']], [['--rate', '1']], [['--fast', '-y']]])(
    'is none of %j, since defaults are not written by anybody',
    async (args) => {
      expect(await run(...args)).toMatchObject({ rate: expect.any(String) });
    },
  );
});
