import { parseArgs } from 'node:util';
import { usualRate } from './business.ts';

/** How the generator is told what to do. */
export interface Options {
  /** Name of the connection to write to. */
  readonly connection: string;
  /** Events a second over all topics. */
  readonly rate: number;
  /** Hours of past events on a first start. */
  readonly history: number;
  /** Share of messages that are spoilt on purpose. */
  readonly malformed: number;
  /** The same seed and times give the same events. */
  readonly seed: number;
  /** File that is made when history is written and live events flow. */
  readonly readyFile: string | undefined;
}

/** Reads `--rate`, `--history`, `--malformed`, `--seed`, `--connection`, `--ready-file`. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      connection: { type: 'string', default: 'local' },
      rate: { type: 'string', default: String(usualRate) },
      history: { type: 'string', default: '2' },
      malformed: { type: 'string', default: '0' },
      seed: { type: 'string', default: String(Date.now()) },
      'ready-file': { type: 'string' },
    },
  });
  return {
    connection: values.connection,
    rate: number('rate', values.rate, 0.001, 100_000),
    history: number('history', values.history, 0, 24 * 7),
    malformed: number('malformed', values.malformed, 0, 1),
    seed: number('seed', values.seed, 0, Number.MAX_SAFE_INTEGER),
    readyFile: values['ready-file'],
  };
}

function number(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!(value >= least && value <= most)) throw new RangeError(`--${name} must be from ${least} to ${most}`);
  return value;
}
