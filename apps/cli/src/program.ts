import { printable } from '@headrace/text';
import { Command } from 'commander';
import { registerExplain } from './explain.ts';
import { registerFlow } from './flow/command.ts';
import { registerNetpol } from './netpol/command.ts';
import { registerUp } from './up/command.ts';

/** Creates the command line with all commands; it runs nothing yet. */
export function createProgram(): Command {
  const program = new Command('headrace')
    .description('Draw a stream-processing flow, run it on Apache Flink, see live events.')
    // Set before the commands, which inherit it. Exit code 1 means findings, so that errors of the command line are 2.
    .configureOutput({ writeErr: (text) => void process.stderr.write(printable(text)) })
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));
  registerUp(program);
  registerFlow(program);
  registerNetpol(program);
  registerExplain(program);
  return program;
}
