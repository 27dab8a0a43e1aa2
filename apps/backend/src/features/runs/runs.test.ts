import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Run } from '@headrace/api';
import { FlinkRefused, FlinkUnreachable, type JobManager, type JobOverview, type JobStatus } from '@headrace/flink';
import { type FlowDocument, newFlowText, parseFlow } from '@headrace/flow';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runJobName } from '../../flink/job-names.ts';
import type { Clients } from '../../outside/clients.ts';
import type { Checked } from '../../planner/checker.ts';
import { compile } from '../../reading/compile.ts';
import { openStore } from '../../store/open.ts';
import { sqlite } from '../../store/sqlite.ts';
import type { Store } from '../../store/store.ts';
import { callAt } from '../../testing/call.ts';
import { storedFlow } from '../../testing/stored-flow.ts';
import { type Launch, LaunchError } from './launch.ts';
import { mostRecoveries, pauseBefore } from './recovery-pace.ts';
import { type RunFields, toRun } from './run-record.ts';
import { RunStore } from './run-store.ts';
import { Runs } from './runs.ts';
import { storedRun } from './testing.ts';

const minute = 60_000;

/** A Flink of which a test says what it has and what it does. */
class FakeFlink {
  isThere = true;
  jobs = new Map<string, { name: string; status: JobStatus; restarts: number; checkpoints: number; trace: string }>();
  readonly cancelled: string[] = [];
  /** What becomes of a stop with a savepoint. */
  savepoint: () => Promise<string> = async () => 'file:///savepoint-1';

  has(
    id: string,
    runId: string,
    change: { status?: JobStatus; restarts?: number; checkpoints?: number; trace?: string } = {},
  ) {
    const before = this.jobs.get(id) ?? { status: 'RUNNING' as const, restarts: 0, checkpoints: 0, trace: '' };
    this.jobs.set(id, { ...before, ...change, name: runJobName(runId) });
  }

  readonly client = {
    jobs: async () => this.answer([...this.jobs].map(([jid, j]) => this.overview(jid, j.name, j.status))),
    job: async (id: string) => {
      const found = this.jobs.get(id);
      if (!found) return undefined;
      const status = found.status === 'RESTARTING' ? 'CREATED' : 'RUNNING';
      return {
        ...this.overview(id, found.name, found.status),
        vertices: [{ status, tasks: { [status]: 1 } }],
      };
    },
    checkpoints: async (id: string) => ({
      counts: { completed: this.jobs.get(id)?.checkpoints ?? 0 },
      latest: { completed: null, savepoint: null },
    }),
    restarts: async (id: string) => this.jobs.get(id)?.restarts ?? 0,
    exceptions: async (id: string) => {
      const stacktrace = this.jobs.get(id)?.trace ?? '';
      return { exceptionHistory: { entries: stacktrace ? [{ exceptionName: 'x', stacktrace, timestamp: 1 }] : [] } };
    },
    cancel: async (id: string) => {
      this.answer(undefined);
      this.cancelled.push(id);
      const job = this.jobs.get(id);
      if (job) job.status = 'CANCELED';
    },
    stopWithSavepoint: async (id: string) => {
      this.answer(undefined);
      const place = await this.savepoint();
      const job = this.jobs.get(id);
      if (job) job.status = 'FINISHED';
      return place;
    },
  } as unknown as JobManager;

  private overview(jid: string, name: string, state: JobStatus): JobOverview {
    const hasEnded = state === 'CANCELED' || state === 'FAILED' || state === 'FINISHED';
    return { jid, name, state, 'start-time': 1, 'end-time': hasEnded ? 2 : -1 };
  }

  private answer<T>(value: T): T {
    if (!this.isThere) throw new FlinkUnreachable('jobmanager', 'nothing listens');
    return value;
  }
}

let folder: string;
let database: Store;
let flow: string;
let store: RunStore;
let flink: FakeFlink;
let now: number;
let launches: Launch[];
/** What a submission does. */
let submit: (order: Launch) => Promise<string>;
let planner: boolean;
let leads: boolean;
let faults: unknown[];

const url = (...path: string[]) => pathToFileURL(join(folder, ...path)).href;

function checkpoint(...path: string[]): string {
  mkdirSync(join(folder, 'checkpoints', ...path), { recursive: true });
  writeFileSync(join(folder, 'checkpoints', ...path, '_metadata'), '');
  return url('checkpoints', ...path);
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'headrace-runs-'));
  database = await openStore(sqlite(folder));
  flow = await storedFlow(database);
  store = new RunStore(database);
  flink = new FakeFlink();
  now = 1_000_000;
  launches = [];
  planner = true;
  leads = true;
  faults = [];
  submit = async ({ runId }) => {
    const id = `job-${launches.length}`;
    flink.has(id, runId);
    return id;
  };
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

/** The runs of one process; several may look after one store. */
function process(): Runs {
  const compiled = compile(parseFlow(newFlowText('f')).document as FlowDocument, { connections: [] });
  return new Runs({
    store,
    jobManager: flink.client,
    checker: { check: async () => ({ compiled, diagnostics: [], ports: {}, planner }) as Checked },
    clients: { at: () => ({ topics: async () => [] }) } as unknown as Clients,
    folders: { checkpoints: url('checkpoints'), savepoints: url('savepoints') },
    launch: async (order) => {
      launches.push(order);
      return submit(order);
    },
    textOf: async () => newFlowText('f'),
    now: () => now,
    random: () => 0.5,
    isLeader: () => leads,
    onError: (error) => void faults.push(error),
  });
}

const submitted = { at: 1, message: 'Submitted.' };
const running = (change: Partial<RunFields> = {}) =>
  store.insert(callAt(), storedRun({ flowId: flow, jobId: 'first', startedAt: 5_000, ...change }), submitted);

async function theRun(id = 'run'): Promise<Run & { stopAsked: string | null }> {
  const run = await store.get(id);
  if (!run) throw new Error(`there is no run ${id}`);
  return { ...toRun(run), stopAsked: run.stopAsked };
}

/** Looks, lets a recovery that this began come to its end, and lets time pass. */
async function look(runs: Runs, pass = 0): Promise<void> {
  now += pass;
  await runs.look();
  await new Promise((resolve) => setTimeout(resolve, 20));
}

const sentences = async () => (await theRun()).history.map((e) => e.message);

describe('Flink comes back without the job', () => {
  test('the run is submitted again from its newest checkpoint, and says so', async () => {
    checkpoint('first', 'chk-3');
    const newest = checkpoint('first', 'chk-4');
    await running({
      checkpoint: url('checkpoints', 'first', 'chk-3'),
      checkpoints: 3,
      checkpointAt: Date.UTC(2026, 3, 7),
    });
    const runs = process();
    flink.isThere = false;
    await look(runs);
    expect((await theRun()).state).toBe('cluster-unreachable');
    flink.isThere = true;
    await look(runs);
    expect((await theRun()).state).toBe('job-missing');
    await look(runs, pauseBefore(0, 0.5) - 1);
    expect(launches).toEqual([]);
    await look(runs, 1);
    expect(launches).toMatchObject([{ runId: 'run', resume: newest }]);
    await look(runs);
    expect(await theRun()).toMatchObject({ state: 'running', jobId: 'job-1', checkpoints: { completed: 3 } });
    expect(await sentences()).toEqual([
      'Submitted.',
      'Flink does not answer.',
      'Flink is there, but no longer has the job of this run. It is started again from its last checkpoint.',
      'Submitted again from its newest checkpoint, of 2026-04-07 00:00:00 UTC or later.',
      'It runs.',
    ]);
  });

  test('without a checkpoint it begins where it began, also one that read new events only', async () => {
    await running();
    const runs = process();
    await look(runs);
    await look(runs, minute);
    expect(launches).toMatchObject([{ from: { kind: 'time', timestamp: 5_000 }, resume: undefined }]);
    expect((await sentences()).at(-1)).toContain('from where it began, since it had no checkpoint yet');
  });

  test('looks of two processes that overlap submit it once', async () => {
    await running();
    const [one, two] = [process(), process()];
    await look(one);
    now += minute;
    let submitted = () => {};
    const held = new Promise<void>((resolve) => {
      submitted = resolve;
    });
    submit = async ({ runId }) => {
      await held;
      flink.has('again', runId);
      return 'again';
    };
    await Promise.all([one.look(), two.look(), one.look(), two.look()]);
    await look(two, 10_000);
    await look(two, 60_000);
    submitted();
    await look(one);
    expect(launches).toHaveLength(1);
    expect((await theRun()).jobId).toBe('again');
  });

  test('of a submission whose answer was lost and that came all the same, one job stays', async () => {
    await running();
    const runs = process();
    submit = async () => {
      throw new FlinkUnreachable('sql-gateway', 'no answer within 30 s');
    };
    await look(runs);
    await look(runs, minute);
    expect((await theRun()).state).toBe('cluster-unreachable');
    submit = async ({ runId }) => {
      flink.has('second', runId);
      return 'second';
    };
    await look(runs, 59_000);
    expect(launches).toHaveLength(1);
    await look(runs, 2_000);
    await look(runs, 5 * minute);
    expect(launches).toHaveLength(2);
    flink.has('late', 'run');
    await look(runs);
    expect(flink.cancelled).toEqual(['late']);
    expect(await theRun()).toMatchObject({ state: 'running', jobId: 'second' });
  });

  test.each(['savepoint', 'cancel'] as const)('one that a person stopped with %s is not', async (stopAsked) => {
    await running({ stopAsked, state: 'cluster-unreachable' });
    const runs = process();
    await look(runs);
    await look(runs, 10 * minute);
    expect(launches).toEqual([]);
    expect((await theRun()).state).toBe('stopped');
  });

  test('one that a person stops while it waits is not', async () => {
    await running();
    const runs = process();
    await look(runs);
    expect((await runs.stop(callAt(now), 'run', true)).state).toBe('stopped');
    await look(runs, 10 * minute);
    expect(launches).toEqual([]);
    expect((await theRun()).state).toBe('stopped');
  });

  test('one that a person stops while it is submitted ends with its job', async () => {
    await running();
    const runs = process();
    submit = async ({ runId }) => {
      await runs.stop(callAt(now), 'run', false);
      flink.has('again', runId);
      return 'again';
    };
    await look(runs);
    await look(runs, minute);
    await look(runs);
    await look(runs);
    expect(flink.cancelled).toEqual(['again']);
    expect((await theRun()).state).toBe('stopped');
  });

  test('a later run of the flow has taken its place', async () => {
    await running();
    const runs = process();
    await look(runs);
    await store.insert(
      callAt(),
      storedRun({ id: 'later', flowId: flow, startedAt: 6_000, state: 'stopped' }),
      submitted,
    );
    await look(runs, minute);
    expect(launches).toEqual([]);
    expect(await theRun()).toMatchObject({
      state: 'failed',
      failure: { message: expect.stringContaining('a later run') },
    });
  });

  test('a Kafka or a planner that is away is waited for', async () => {
    await running();
    const runs = process();
    await look(runs);
    planner = false;
    await look(runs, minute);
    expect(await theRun()).toMatchObject({ state: 'job-missing' });
    expect((await sentences()).at(-1)).toBe('It could not be started again yet: Flink does not answer yet.');
    planner = true;
    const works = submit;
    submit = async () => {
      throw new LaunchError('No Kafka broker answers at kafka:9092.', null);
    };
    await look(runs, minute);
    expect((await theRun()).failure?.message).toContain('No Kafka broker answers');
    submit = works;
    await look(runs, minute);
    await look(runs);
    expect(await theRun()).toMatchObject({ state: 'running', failure: null });
  });

  test('one that ends Flink again and again is given up; a checkpoint in between counts as progress', async () => {
    await running();
    const runs = process();
    const lost = async () => {
      await look(runs);
      flink.jobs.clear();
      await look(runs);
      await look(runs, 10 * minute);
    };
    for (let i = 0; i < 5; i++) await lost();
    expect(launches).toHaveLength(5);
    flink.has('job-5', 'run', { checkpoints: 1 });
    for (let i = 0; i < mostRecoveries; i++) await lost();
    expect((await theRun()).state).not.toBe('failed');
    await lost();
    expect(launches).toHaveLength(5 + mostRecoveries);
    expect(await theRun()).toMatchObject({
      state: 'failed',
      failure: { message: expect.stringContaining(`Flink lost its job ${mostRecoveries + 1} times`) },
    });
  });

  test('pauses grow up to six minutes', () => {
    const pauses = Array.from({ length: 10 }, (_, i) => pauseBefore(i, 0.5));
    expect(pauses.slice(0, 4)).toEqual([5_000, 10_000, 20_000, 40_000]);
    expect(Math.max(...pauses)).toBe(5 * minute);
    expect([pauseBefore(0, 0), pauseBefore(0, 1)]).toEqual([3_750, 6_250]);
  });
});

const cast = (text: string) =>
  `java.io.IOException: wrapped\n\tat a.B.c(B.java:1)\nCaused by: java.lang.NumberFormatException: For input string: '${text}'. Invalid character found.\n\tat a.B.c(B.java:2)\n`;

describe('a run that fails', () => {
  /** So many restarts, with or without checkpoints in between, each seen. */
  async function restarts(trace: string, times: number, checkpoints: (i: number) => number): Promise<Run> {
    await running();
    const runs = process();
    for (let i = 1; i <= times; i++) {
      flink.has('first', 'run', { status: 'RESTARTING', restarts: i, checkpoints: checkpoints(i), trace });
      await look(runs, 1000);
    }
    return theRun();
  }

  test('in the same way three times without a checkpoint is given up, with the count', async () => {
    const run = await restarts(cast('abc'), 3, () => 0);
    expect(run.state).toBe('failed');
    expect(run.failure?.message).toMatch(/"abc" cannot be turned into a number.*It failed so 3 times/);
    expect(flink.cancelled).toEqual(['first']);
    expect(run.history.at(-1)?.message).toContain('It failed: The text "abc"');
  });

  test('with checkpoints in between goes on', async () => {
    expect((await restarts(cast('abc'), 20, (i) => i)).state).toBe('restarting');
  });

  test('for a reason that no rule knows is given up too, later', async () => {
    const unknown = 'a.b.OddException: strange\n\tat a.B.c(B.java:1)\n';
    expect((await restarts(unknown, 9, () => 0)).state).toBe('restarting');
    flink.has('first', 'run', { restarts: 10 });
    await look(process(), 1000);
    expect(await theRun()).toMatchObject({
      state: 'failed',
      failure: { message: expect.stringContaining('It failed so 10 times') },
    });
  });

  test('because Kafka is away is waited for', async () => {
    const away = 'org.apache.kafka.common.errors.TimeoutException: Timeout expired\n\tat a.B.c(B.java:1)\n';
    expect((await restarts(away, 100, () => 0)).state).toBe('restarting');
    expect(flink.cancelled).toEqual([]);
  });

  test('because the state of its savepoint does not fit is given up at once', async () => {
    const unfit =
      'org.apache.flink.util.StateMigrationException: The new state typeSerializer must not be incompatible\n\tat a.B.c(B.java:1)\n';
    const run = await restarts(unfit, 1, () => 0);
    expect(run.state).toBe('failed');
    expect(run.failure?.message).toMatch(/does not fit it\. Start without the savepoint, or undo the change\.$/);
  });
});

describe('stopping', () => {
  const problem = (p: Promise<unknown>) =>
    p.then(
      () => undefined,
      (error: { problem?: unknown }) => error.problem,
    );

  test('with a savepoint is refused while the run restarts, and says why and what can be done', async () => {
    await running({ checkpointAt: Date.UTC(2026, 3, 7) });
    const runs = process();
    flink.has('first', 'run', { status: 'RESTARTING', restarts: 1, trace: cast('abc') });
    await look(runs);
    expect(await problem(runs.stop(callAt(now), 'run', true))).toMatchObject({
      status: 409,
      code: 'run/no-savepoint-now',
      title: 'The run keeps restarting, so no savepoint can be taken now.',
      detail: expect.stringMatching(/"abc" cannot be turned.*its last checkpoint of 2026-04-07 00:00:00 UTC is kept/),
    });
    await look(runs);
    expect(await theRun()).toMatchObject({ state: 'restarting', stopAsked: null });
    expect((await theRun()).notice).toContain('The run keeps restarting, so no savepoint can be taken now.');
    expect((await runs.stop(callAt(now), 'run', false)).notice).toBeNull();
    await look(runs);
    await look(runs);
    expect((await theRun()).state).toBe('stopped');
  });

  test('with a savepoint is done when the run has come to run since the last look', async () => {
    await running({ state: 'deploying' });
    flink.has('first', 'run');
    const runs = process();
    expect((await runs.stop(callAt(now), 'run', true)).state).toBe('stopping');
    await look(runs);
    await look(runs);
    expect((await theRun()).state).toBe('stopped');
  });

  test('a savepoint that fails on the way is said, and stays said while the run goes on', async () => {
    await running();
    const runs = process();
    flink.has('first', 'run');
    await look(runs);
    flink.savepoint = async () => {
      throw new FlinkRefused('jobmanager', 500, 'not all parts of the job are running', '');
    };
    expect((await runs.stop(callAt(now), 'run', true)).state).toBe('stopping');
    await look(runs);
    flink.has('first', 'run', { status: 'RESTARTING', restarts: 1, trace: cast('abc') });
    for (let i = 0; i < 3; i++) await look(runs, 1000);
    const run = await theRun();
    expect(run).toMatchObject({ state: 'restarting', stopAsked: null });
    expect(run.notice).toBe(
      'It was not stopped with a savepoint: not all parts of the job are running. It goes on. Stop it without a savepoint; there is no checkpoint yet, so a later run begins anew.',
    );
    expect(run.history.map((e) => e.message)).toContain(run.notice);
  });

  test('while Flink is away is done when it is back', async () => {
    await running();
    const runs = process();
    flink.has('first', 'run');
    flink.isThere = false;
    await look(runs);
    expect(await runs.stop(callAt(now), 'run', true)).toMatchObject({
      state: 'cluster-unreachable',
      notice: 'Flink does not answer. The run is stopped as soon as it does.',
    });
    flink.isThere = true;
    await look(runs);
    await look(runs);
    expect((await theRun()).state).toBe('stopped');
    expect((await store.get('run'))?.savepoint).toBe('file:///savepoint-1');
  });

  test('that a process which has ended was asked for is done by the next', async () => {
    await running({ state: 'stopping', stopAsked: 'cancel' });
    flink.has('first', 'run');
    const next = process();
    await look(next);
    await look(next);
    expect(flink.cancelled).toEqual(['first']);
    expect((await theRun()).state).toBe('stopped');
  });

  test('without a savepoint overtakes one that takes too long', async () => {
    await running();
    const runs = process();
    flink.has('first', 'run');
    await look(runs);
    flink.savepoint = () => new Promise(() => {});
    await runs.stop(callAt(now), 'run', true);
    await look(runs);
    await runs.stop(callAt(now), 'run', false);
    await look(runs);
    await look(runs);
    expect(flink.cancelled).toEqual(['first']);
    expect((await theRun()).state).toBe('stopped');
  });
});

describe('several backends on one store', () => {
  const request = { version: 1, from: { kind: 'now' } } as const;
  const theFlow = () => ({ id: flow, version: 1, text: newFlowText('f') });

  test('one that does not lead neither looks nor submits', async () => {
    await running();
    leads = false;
    await look(process(), minute);
    expect((await theRun()).state).toBe('running');
    expect(launches).toEqual([]);
  });

  test('two starts at once are one run with one job', async () => {
    const both = await Promise.allSettled([
      process().start(callAt(now), theFlow(), request),
      process().start(callAt(now), theFlow(), request),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'run/active' } });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(launches).toHaveLength(1);
  });

  test('a job that the leader sees before its submission has answered is that of the run', async () => {
    const [starter, leader] = [process(), process()];
    let answer = () => {};
    submit = async ({ runId }) => {
      flink.has('seen', runId);
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return 'seen';
    };
    const { id } = await starter.start(callAt(now), theFlow(), request);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await look(leader);
    expect(await theRun(id)).toMatchObject({ state: 'running', jobId: 'seen' });
    answer();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await theRun(id)).toMatchObject({ state: 'running', jobId: 'seen' });
    expect(flink.cancelled).toEqual([]);
  });

  test('a backend that is gone while it submits: the job that came is found, or another is submitted', async () => {
    const [gone, leader] = [process(), process()];
    submit = () => new Promise(() => {});
    const { id } = await gone.start(callAt(now), theFlow(), request);
    await look(leader, minute);
    expect((await theRun(id)).state).toBe('submitting');
    submit = async ({ runId }) => {
      flink.has('again', runId);
      return 'again';
    };
    await look(leader, 2 * minute);
    await look(leader, minute);
    await look(leader);
    expect(await theRun(id)).toMatchObject({ state: 'running', jobId: 'again' });
  });

  test('what a person asks of one that does not lead, the leader does', async () => {
    await running();
    flink.has('first', 'run');
    leads = false;
    await process().stop(callAt(now), 'run', true);
    expect((await theRun()).state).toBe('stopping');
    leads = true;
    await look(process());
    await look(process());
    expect((await theRun()).state).toBe('stopped');
    expect((await store.get('run'))?.savepoint).toBe('file:///savepoint-1');
  });
});
