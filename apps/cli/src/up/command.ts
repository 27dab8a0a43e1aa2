import { resolve } from 'node:path';
import { UserError } from '@headrace/text';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { complain } from '../terminal.ts';
import { refuseUseless } from '../useless.ts';
import type { UpOptions } from './options.ts';
import { projectDir } from './paths.ts';
import { up } from './up.ts';

/** Adds `headrace up` to the command line. */
export function registerUp(program: Command): void {
  const command = program
    .command('up')
    .description('start Kafka, Flink and the apps on this machine, with sample topics that receive events continuously')
    .option('--data <folder>', 'folder of topics, flows and logs', `${projectDir}/data`)
    .addOption(
      new Option('--port-offset <n>', 'number added to every port, to avoid conflicts')
        .default(0)
        .argParser(portOffset),
    )
    .option('--reset', 'delete the topics and flows of earlier starts', false)
    .addOption(new Option('--rate <n>', 'sample events per second, over all topics').default(12).argParser(rate))
    .option('--secure-kafka', 'require the password in the data folder from clients of Kafka', false)
    .option('--no-samples', 'start without the generator of sample events')
    .option('--no-open', 'do not open the browser')
    .action(async (options: UpOptions) => {
      process.exitCode = await run({ ...options, data: resolve(options.data) });
    });
  refuseUseless(command, [
    { option: '--rate', beside: '--no-samples', because: 'there are no sample events. Remove one of them.' },
  ]);
}

async function run(options: UpOptions): Promise<number> {
  try {
    return await up(options);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    complain(`\n${error.message}`);
    return 1;
  }
}

function portOffset(text: string): number {
  const offset = Number(text);
  if (!Number.isInteger(offset) || offset < -6000 || offset > 55_000)
    throw new InvalidArgumentError('It must be a whole number from -6000 to 55000.');
  return offset;
}

function rate(text: string): number {
  const perSecond = Number(text);
  if (!(perSecond > 0) || perSecond > 10_000)
    throw new InvalidArgumentError('It must be more than 0 and at most 10000.');
  return perSecond;
}
