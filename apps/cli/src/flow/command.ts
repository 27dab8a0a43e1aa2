import type { StartFrom } from '@headrace/flow';
import { type Command, InvalidArgumentError } from 'commander';
import { ended } from '../ended.ts';
import { refuseUseless } from '../useless.ts';
import { check } from './check.ts';
import { compile } from './compile.ts';
import { remove } from './delete.ts';
import { parseFrom, parseStart } from './from.ts';
import { list } from './list.ts';
import { preview } from './preview.ts';
import { run } from './run.ts';
import { Server, usualAddress } from './server.ts';
import { status } from './status.ts';
import { stop } from './stop.ts';

/** `headrace flow …`: exit code 0 fine, 1 errors in the flow or a run that failed, 2 it could not be done. */
export function registerFlow(program: Command): void {
  const flow = program
    .command('flow')
    .description('check, compile, preview and run flow files; list, show, stop and delete stored flows');
  const command = (usage: string, description: string) =>
    flow
      .command(usage)
      .description(description)
      .option('--server <address>', 'address of the running Headrace', usualAddress)
      .option('--json', 'print JSON, also for errors', false);
  const ofFile = (usage: string, description: string) =>
    command(usage, description).option('--trust', 'trust a file that is not a stored flow, without asking', false);
  const now: StartFrom = { kind: 'now' };
  const earliest: StartFrom = { kind: 'earliest' };

  refuseUseless(
    ofFile('check <files...>', 'print all diagnostics, as file:line:column: severity CODE message')
      .option('--offline', "check only the structure, without Flink's planner", false)
      .action((files: string[], o) => ended(() => check(files, o, new Server(o.server)), o.json)),
    [
      { option: '--server', beside: '--offline', because: 'with --offline no server is called. Remove one of them.' },
      { option: '--trust', beside: '--offline', because: 'with --offline Flink is not called. Remove one of them.' },
    ],
  );

  ofFile('compile <file>', "print a script for Flink's SQL client")
    .option('--from <start>', 'start position: now, earliest or a time', parseStart, now)
    .action((file: string, o) => ended(() => compile(file, o, new Server(o.server)), o.json));

  ofFile('preview <file>', 'show live rows, a JSON object a line')
    .option('--node <name>', 'only rows of this node (or node.port)')
    .option('--rows <n>', 'stop after this number of rows', count, 10)
    .option('--from <start>', 'start position: now, earliest or a time', parseStart, earliest)
    .action((file: string, o) => ended(() => preview(file, o, new Server(o.server)), o.json));

  ofFile('run <file>', 'store the flow and run it')
    .option(
      '--from <start>',
      'start position: now, earliest, a time, or the savepoint or checkpoint of the last run',
      parseFrom,
      now,
    )
    .action((file: string, o) => ended(() => run(file, o, new Server(o.server)), o.json));

  command('list', 'list the stored flows, most recently changed first').action((o) =>
    ended(() => list(o, new Server(o.server)), o.json),
  );

  command('status [flow]', 'show the newest run of a stored flow (by name or ID), or of all flows').action(
    (name: string | undefined, o) => ended(() => status(name, o, new Server(o.server)), o.json),
  );

  refuseUseless(
    command('stop <flow>', 'stop the run of a stored flow with a savepoint, and wait until it has ended')
      .option('--without-savepoint', 'stop at once and discard the state')
      .option('-y, --yes', 'do not ask before a stop without a savepoint', false)
      .action((name: string, o) =>
        ended(() => stop(name, { ...o, savepoint: o.withoutSavepoint !== true }, new Server(o.server)), o.json),
      ),
    [
      {
        option: '--yes',
        without: '--without-savepoint',
        because: 'a stop with a savepoint does not ask. Remove it.',
      },
    ],
  );

  command('delete <flow>', 'move a stored flow to the bin')
    .option('-y, --yes', 'do not ask for confirmation', false)
    .action((name: string, o) => ended(() => remove(name, o, new Server(o.server)), o.json));
}

function count(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Write a whole number from 1 on.');
  return Number(text);
}
