import * as z from 'zod';
import { json, Name, route } from '../route.ts';
import { Counts } from './counts.ts';

export const RunState = z
  .enum([
    'submitting',
    'deploying',
    'running',
    'restarting',
    'stopping',
    'stopped',
    'failed',
    'finished',
    'cluster-unreachable',
    'job-missing',
  ])
  .meta({
    id: 'RunState',
    description: '`job-missing`: Flink answers but does not have the job of the run, so the run is submitted again.',
  });
export type RunState = z.infer<typeof RunState>;

/** States after which nothing more can come. */
export const endedRunStates = ['stopped', 'failed', 'finished'] as const satisfies readonly RunState[];

/** Whether a run is in a state after which nothing more can come. */
export const isEndedRun = (state: RunState): boolean => endedRunStates.some((ended) => ended === state);

export const StartFrom = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('now') }),
    z.object({ kind: z.literal('earliest') }),
    z.object({ kind: z.literal('time'), timestamp: z.number().describe('In ms since the epoch.') }),
  ])
  .meta({
    id: 'StartFrom',
    description: 'Where reading begins: with new events, with the earliest that is kept, or with events since a time.',
  });
export type StartFrom = z.infer<typeof StartFrom>;

export const Run = z
  .object({
    id: z.string(),
    flowId: z.string(),
    flowVersion: z.int().describe('Version of the flow that runs.'),
    state: RunState,
    jobId: z.string().nullable(),
    startedAt: z.number().describe('In ms since the epoch, as all times.'),
    endedAt: z.number().nullable(),
    from: z
      .discriminatedUnion('kind', [StartFrom, z.object({ kind: z.literal('savepoint'), run: z.string() })])
      .describe('Where it read from; `savepoint`: it continued from the state of that run.'),
    restarts: z.int(),
    hasSavepoint: z.boolean().describe('It left state that a run can continue from.'),
    resumesFrom: z
      .enum(['savepoint', 'checkpoint'])
      .nullable()
      .describe('The state that it left: the savepoint of an orderly stop, or only its newest checkpoint.'),
    checkpoints: z
      .object({ completed: z.int(), lastAt: z.number().nullable() })
      .describe('Completed checkpoints, and when the last one ended.'),
    failure: z
      .object({ message: z.string(), node: z.string().nullable(), hasTrace: z.boolean() })
      .nullable()
      .describe('Why it failed or restarted, and the node where that is known. `runs.trace` gives the words of Flink.'),
    counts: Counts.nullable().describe(
      'What became of every row, about every two seconds; null before the first count.',
    ),
    notice: z
      .string()
      .nullable()
      .describe('What it waits for, or why it was not stopped as it was last asked to, and what can be done.'),
    history: z
      .array(z.object({ at: z.number(), message: z.string() }))
      .describe('What happened to it, oldest first; of very many events the newest.'),
  })
  .meta({ id: 'Run', description: 'A run of a version of a flow.' });
export type Run = z.infer<typeof Run>;

export const RunTrace = z
  .object({ trace: z.string() })
  .meta({ id: 'RunTrace', description: 'The stack trace of Flink for a failed run, without secrets; may be empty.' });
export type RunTrace = z.infer<typeof RunTrace>;

export const RunRequest = z
  .object({
    from: z
      .discriminatedUnion('kind', [StartFrom, z.object({ kind: z.literal('savepoint') })])
      .describe('`savepoint`: continue with the newest state that a run of this flow left.'),
    version: z.int().describe('The version that the person saw and confirmed.'),
  })
  .meta({ id: 'RunRequest' });
export type RunRequest = z.infer<typeof RunRequest>;

export const StopRequest = z.object({ savepoint: z.boolean() }).meta({ id: 'StopRequest' });

export const runs = {
  list: route({
    method: 'GET',
    path: '/api/flows/{id}/runs',
    summary: 'Lists the runs of a flow, newest first',
    params: { id: Name },
    answer: json(z.array(Run)),
    errors: ['flow/not-found'],
    permission: 'run:read',
    limit: [],
    audited: false,
  }),
  start: route({
    method: 'POST',
    path: '/api/flows/{id}/runs',
    summary: 'Starts a run of the newest version of a flow',
    params: { id: Name },
    body: RunRequest,
    answer: json(Run, 202),
    errors: [
      'flow/not-found',
      'flow/not-trusted',
      'run/stale-version',
      'run/active',
      'run/no-savepoint',
      'run/state-changed',
      'run/faults',
      'run/unfinished',
      'run/flink-away',
      'connections/invalid',
      'kafka/unreachable',
    ],
    permission: 'run:control',
    limit: ['checksOfPerson', 'checks'],
    audited: true,
  }),
  stop: route({
    method: 'POST',
    path: '/api/runs/{id}/stop',
    summary: 'Stops a run, with a savepoint or at once',
    params: { id: Name },
    body: StopRequest,
    answer: json(Run, 202),
    errors: ['run/not-found', 'run/no-savepoint-now'],
    permission: 'run:control',
    limit: [],
    audited: true,
  }),
  trace: route({
    method: 'GET',
    path: '/api/runs/{id}/trace',
    summary: 'Gives the stack trace of a failed run',
    params: { id: Name },
    answer: json(RunTrace),
    errors: ['run/not-found'],
    permission: 'run:trace',
    limit: [],
    audited: true,
  }),
};
