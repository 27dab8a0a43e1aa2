import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '@headrace/api';
import { UserError } from '@headrace/text';
import { mayGoOn } from '../consent.ts';
import { complain, printAsJson, say } from '../terminal.ts';
import type { Server } from './server.ts';
import { isActive, runsOf, storedFlow } from './stored.ts';

export interface StopOptions {
  /** False with `--without-savepoint`. */
  readonly savepoint: boolean;
  readonly yes: boolean;
  readonly json: boolean;
}

/** How long a stop is waited for: a savepoint of much state takes minutes. */
const longest = 10 * 60_000;

/**
 * `headrace flow stop`: stops the run of a flow with a savepoint, or without one, which loses what came since the last
 * checkpoint, and waits until it has ended.
 * @returns 1 when it could not be stopped as asked
 */
export async function stop(name: string, options: StopOptions, server: Server): Promise<number> {
  const flow = await storedFlow(name, server);
  const run = (await runsOf(flow.id, server)).find(isActive);
  if (!run) throw new UserError(`'${flow.name}' is not running.`, 'run/not-running');
  if (!options.savepoint) {
    const what = `'${flow.name}' stops without a savepoint. It can go on from its newest checkpoint only, and what its windows and sums took in since is read again or lost.`;
    if (!(await mayGoOn(what, { option: '--yes', given: options.yes })))
      throw new UserError('It was not stopped.', 'command/declined');
  }
  await server.api.runs.stop({ params: { id: run.id }, body: { savepoint: options.savepoint } });
  const last = await stopped(flow.id, run, server);
  const done = last.state === 'stopped' && (last.resumesFrom === 'savepoint') === options.savepoint;
  if (options.json) printAsJson({ run: last }, 2);
  else if (done) say(`'${flow.name}' is stopped${options.savepoint ? ', with a savepoint' : ''}.`);
  else if (last.state === 'stopped') say(`'${flow.name}' is stopped, but no savepoint was taken.`);
  else complain(`'${flow.name}' was not stopped: it is ${last.state}. ${last.failure?.message ?? ''}`.trim());
  return done ? 0 : 1;
}

/** Follows a run until it has ended, or goes on after all. */
async function stopped(flowId: string, run: Run, server: Server): Promise<Run> {
  let now = run;
  let wasStopping = false;
  for (const until = Date.now() + longest; Date.now() < until; await sleep(500)) {
    now = (await runsOf(flowId, server)).find((r) => r.id === run.id) ?? now;
    if (!isActive(now) || (wasStopping && now.state !== 'stopping')) return now;
    wasStopping ||= now.state === 'stopping';
  }
  return now;
}
