import { describe, expect, test } from 'vitest';
import { FlinkRefused, FlinkUnreachable } from '../rest/errors.ts';
import { type Answer, type Asked, refusing, scriptedFlink } from '../testing/scripted-flink.ts';
import { JobManager } from './jobmanager.ts';

async function jobManagerOf(answer: (asked: Asked, count: number) => Answer) {
  const flink = await scriptedFlink(answer);
  return { jobManager: new JobManager({ url: flink.url }), ...flink };
}

describe('a job', () => {
  test('that the cluster does not know is none', async () => {
    const { jobManager, lines } = await jobManagerOf(() => refusing(404, 'Job j not found'));
    expect(await jobManager.job('j')).toBeUndefined();
    expect(lines()).toEqual(['GET /jobs/j']);
  });

  test.each<[string, Answer, new (...args: never[]) => Error]>([
    ['is refused for another reason', refusing(500, 'Internal server error.'), FlinkRefused],
    ['cannot be asked for', refusing(503, 'election'), FlinkUnreachable],
  ])('that %s is no job that is gone', async (_, answer, error) => {
    const { jobManager } = await jobManagerOf(() => answer);
    await expect(jobManager.job('j')).rejects.toBeInstanceOf(error);
  });

  test('is given as Flink says it', async () => {
    const job = {
      jid: 'j',
      name: 'n',
      state: 'RUNNING',
      'start-time': 1,
      'end-time': -1,
      vertices: [],
    };
    const { jobManager } = await jobManagerOf(() => ({ json: job }));
    expect(await jobManager.job('j')).toEqual(job);
  });
});

const overview = { name: 'n', state: 'FINISHED', 'start-time': 1, 'end-time': 2 };

test('lists the jobs of the overview', async () => {
  const { jobManager, lines } = await jobManagerOf(() => ({
    json: { jobs: ['a', 'b'].map((jid) => ({ ...overview, jid })) },
  }));
  expect((await jobManager.jobs()).map((job) => job.jid)).toEqual(['a', 'b']);
  expect(lines()).toEqual(['GET /jobs/overview']);
});

describe('cancel', () => {
  test.each([404, 409])('succeeds for a job that has ended already (%i)', async (status) => {
    const { jobManager, lines } = await jobManagerOf(() => refusing(status, 'Job j has reached a terminal state'));
    await jobManager.cancel('j');
    expect(lines()).toEqual(['PATCH /jobs/j?mode=cancel']);
  });

  test.each<[string, Answer]>([
    ['Flink refuses it', refusing(500, 'Internal server error.')],
    ['Flink is away', refusing(503, 'election')],
  ])('fails where %s, since the job may go on', async (_, answer) => {
    const { jobManager } = await jobManagerOf(() => answer);
    await expect(jobManager.cancel('j')).rejects.toThrow();
  });
});

describe('stop with a savepoint', () => {
  const triggered: Answer = { json: { 'request-id': 'r' } };
  const status = (id: string, operation?: object): Answer => ({
    json: { status: { id }, ...(operation ? { operation } : {}) },
  });

  test('waits until the savepoint is complete, and gives its location', async () => {
    const answers = [triggered, status('IN_PROGRESS'), status('IN_PROGRESS'), status('COMPLETED', { location: 'f' })];
    const { jobManager, asked, lines } = await jobManagerOf((_, count) => answers[count - 1] ?? expect.fail());
    expect(await jobManager.stopWithSavepoint('j', 'file:///s')).toBe('f');
    expect(asked[0]).toEqual({
      method: 'POST',
      path: '/jobs/j/stop',
      body: { drain: false, targetDirectory: 'file:///s' },
    });
    expect(lines().slice(1)).toEqual(Array(3).fill('GET /jobs/j/savepoints/r'));
  });

  test.each([
    [
      'a.CheckpointException: Checkpoint triggering task x of job y is not being executed at the moment. Not all required tasks are currently running.\n\tat a.B.c(B.java:1)',
      'not all parts of the job are running, so no savepoint can be taken now',
    ],
    ['a.IOException: disk full\n\tat a.B.c(B.java:1)', 'the savepoint could not be taken'],
    [undefined, 'the savepoint could not be taken'],
  ])('fails where Flink could not take it, and keeps its trace: %s', async (trace, reason) => {
    const failed = status('COMPLETED', trace === undefined ? {} : { 'failure-cause': { 'stack-trace': trace } });
    const { jobManager } = await jobManagerOf((_, count) => (count === 1 ? triggered : failed));
    await expect(jobManager.stopWithSavepoint('j', 'file:///s')).rejects.toMatchObject({
      reason,
      trace: trace ?? '',
    });
  });

  test('fails where the job is refused, and asks for no savepoint then', async () => {
    const { jobManager, lines } = await jobManagerOf(() => refusing(404, 'Job j not found'));
    await expect(jobManager.stopWithSavepoint('j', 'file:///s')).rejects.toMatchObject({ status: 404 });
    expect(lines()).toHaveLength(1);
  });

  test('stops waiting when the caller gives up', async () => {
    const controller = new AbortController();
    const { jobManager } = await jobManagerOf((_, count) => {
      if (count === 3) setTimeout(() => controller.abort(), 10);
      return count === 1 ? triggered : status('IN_PROGRESS');
    });
    await expect(jobManager.stopWithSavepoint('j', 'file:///s', controller.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

describe('metrics', () => {
  test('restarts are none as long as Flink has not told', async () => {
    const { jobManager } = await jobManagerOf(() => ({ json: [] }));
    expect(await jobManager.restarts('j')).toBe(0);
  });

  test('restarts are a number', async () => {
    const { jobManager } = await jobManagerOf(() => ({ json: [{ id: 'numRestarts', value: '3' }] }));
    expect(await jobManager.restarts('j')).toBe(3);
  });

  const namesIn = (path: string): string[] =>
    path
      .slice(path.indexOf('get=') + 4)
      .split(',')
      .map(decodeURIComponent);

  test('are asked for in requests whose first line Flink takes, each name once and in order', async () => {
    const names = Array.from({ length: 200 }, (_, i) => `operator "${i}" with, signs.numRecordsIn`);
    const { jobManager, asked } = await jobManagerOf(({ path }) => ({
      json: namesIn(path).map((id) => ({ id, sum: 1 })),
    }));
    await jobManager.metricSums('j', 'v', names);
    expect(asked.length).toBeGreaterThan(1);
    for (const { path } of asked) expect(path.length).toBeLessThan(4000);
    expect(asked.flatMap(({ path }) => namesIn(path))).toEqual(names);
  });

  test('of no names need no request', async () => {
    const { jobManager, lines } = await jobManagerOf(() => ({ json: [] }));
    expect(await jobManager.metricSums('j', 'v', [])).toEqual([]);
    expect(lines()).toEqual([]);
  });

  test('of each subtask are asked for by its number', async () => {
    const { jobManager, lines } = await jobManagerOf(() => ({ json: [{ id: '0.m', value: 'a' }] }));
    expect(await jobManager.metricValues('j', 'v', 'm', 3)).toEqual(['a']);
    expect(lines()).toEqual(['GET /jobs/j/vertices/v/metrics?get=0.m,1.m,2.m']);
  });
});
