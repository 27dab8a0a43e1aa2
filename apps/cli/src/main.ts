import { Command } from 'commander';
import { registerFlow } from './flow/command.ts';
import { registerNetpol } from './netpol/command.ts';
import { registerUp } from './up/command.ts';

const program = new Command('headrace').description(
  'Draw a stream-processing flow, run it on Apache Flink, see live events.',
);
registerUp(program);
registerFlow(program);
registerNetpol(program);
await program.parseAsync();
