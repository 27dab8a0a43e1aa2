import { type Command, InvalidArgumentError } from 'commander';
import { ended } from '../ended.ts';
import { check } from './check.ts';
import { compile } from './compile.ts';
import { type From, parseFrom } from './from.ts';
import { preview } from './preview.ts';
import { run } from './run.ts';
import { Server, usualAddress } from './server.ts';

/** `headrace flow …`: exit code 0 fine, 1 errors in the flow, 2 it could not be done. */
export function registerFlow(program: Command): void {
  const flow = program.command('flow').description('check, compile, preview and run flows in files');
  const command = (name: string, description: string) =>
    flow
      .command(`${name} <file>`)
      .description(description)
      .option('--server <address>', 'the running Headrace', usualAddress)
      .option('--trust', 'let Flink work on a file that is no stored flow, without asking', false);

  command('check', 'say what is wrong, as file:line:column: severity CODE sentence')
    .option('--json', 'as JSON')
    .option('--offline', "the structure only, without Flink's planner")
    .action((file: string, o) => ended(() => check(file, o, new Server(o.server))));

  command('compile', "print a script for Flink's SQL client")
    .option('--from <start>', 'where reading begins: now, earliest or a time', parseFrom, { kind: 'now' } as From)
    .action((file: string, o) => ended(() => compile(file, o, new Server(o.server))));

  command('preview', 'show live rows, a JSON object a line')
    .option('--node <name>', 'of one node (or node.port) only')
    .option('--rows <n>', 'end after so many', count, 10)
    .option('--from <start>', 'where reading begins: now, earliest or a time', parseFrom, { kind: 'earliest' } as From)
    .action((file: string, o) => ended(() => preview(file, o, new Server(o.server))));

  command('run', 'store the flow and run it')
    .option('--from <start>', 'where reading begins: now, earliest, a time, or savepoint', parseFrom, {
      kind: 'now',
    } as From)
    .action((file: string, o) => ended(() => run(file, o, new Server(o.server))));
}

function count(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Write a whole number from 1 on.');
  return Number(text);
}
