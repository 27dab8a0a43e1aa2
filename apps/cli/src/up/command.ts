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
    .description('start Kafka, Flink and the apps on this machine, with sample topics that keep flowing')
    .option('--data <folder>', 'where topics, flows and logs are kept', `${projectDir}/data`)
    .addOption(
      new Option('--port-offset <n>', 'added to every port, to run beside something else')
        .default(0)
        .argParser(portOffset),
    )
    .option('--reset', 'forget the topics and flows of earlier starts', false)
    .addOption(new Option('--rate <n>', 'sample events a second, over all topics').default(12).argParser(rate))
    .option('--secure-kafka', 'only who has the password in the data folder may call Kafka', false)
    .option('--no-samples', 'start without the generator of sample events')
    .option('--no-open', 'do not open the browser')
    .action(async (options: UpOptions) => {
      process.exitCode = await run({ ...options, data: resolve(options.data) });
    });
  refuseUseless(command, [
    { option: '--rate', beside: '--no-samples', because: 'there are no sample events. Leave one of them out.' },
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
