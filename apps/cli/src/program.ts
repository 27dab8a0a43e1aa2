import { printable } from '@headrace/text';
import { Command } from 'commander';
import { registerFlow } from './flow/command.ts';
import { registerNetpol } from './netpol/command.ts';
import { registerUp } from './up/command.ts';

/** The command line: what it takes, without running anything yet. */
export function createProgram(): Command {
  const program = new Command('headrace')
    .description('Draw a stream-processing flow, run it on Apache Flink, see live events.')
    // Before the commands, which take it over. 1 is for what a command finds; what it cannot be asked is that it cannot run.
    .configureOutput({ writeErr: (text) => void process.stderr.write(printable(text)) })
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));
  registerUp(program);
  registerFlow(program);
  registerNetpol(program);
  return program;
}
