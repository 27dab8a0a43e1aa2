import { portOf } from '@headrace/topology';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { effects } from './effects.ts';
import { withJob } from './flink/job.ts';
import { atMost, eventually, longEnough, until } from './flink/wait.ts';
import { begunTo, Enforcement } from './installation/enforcement.ts';
import { openStage, type Stage } from './stage.ts';

/** The published set, nothing more asked for, with `default-deny` for what comes in, and Flink with its defaults. */
const profile = 'ibm-event-automation';
let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ profiles: [profile], kafka: false });
});
afterAll(() => stage?.close());

test('the job says RUNNING, no row crosses, no checkpoint completes, and no metric is shown', async () => {
  const { cluster, network, host } = stage;
  await withJob(cluster, host('backend'), async (job) => {
    await until('the job runs', async () => (await job.state()) === 'RUNNING');
    expect(await eventually(async () => (await job.rows()) > 0, longEnough)).toBe(false);
    expect(await job.state()).toBe('RUNNING');
    expect(await job.checkpoints()).toBe(0);
    expect(await job.hasMetrics()).toBe(false);
  });
  const dropped = (await Promise.all(cluster.hosts.taskManagers.map((t) => begunTo(network, t, 'dropped')))).flat();
  // Random ports: of the data exchange, and of the metrics.
  expect(new Set(dropped.map((call) => call.split(' ')[0]))).toContain('jobmanager');
  expect(dropped.some((call) => call.startsWith('taskmanager-'))).toBe(true);
  expect(await begunTo(network, host('jobmanager'), 'dropped')).toEqual([]);
});

test('a preview shows no row', async () => {
  expect(await effects['a preview shows rows'](stage, longEnough)).toBe(false);
});

test('what is pinned elsewhere is shut between the TaskManagers, and from the JobManager', async () => {
  const [one, other] = [stage.host('taskmanager-1'), stage.host('taskmanager-2')];
  for (const name of ['data', 'rpc'])
    expect(await one.probe(other.address, portOf('taskmanager', name), 500), name).toBe('silent');
  for (const name of ['rpc', 'query-service', 'results'])
    expect(await stage.host('jobmanager').probe(one.address, portOf('taskmanager', name), 500), name).toBe('silent');
});

test('the same without any policy: rows cross, checkpoints complete, metrics and the preview are shown', async () => {
  await new Enforcement(stage.network, profile).apply();
  await withJob(stage.cluster, stage.host('backend'), async (job) => {
    await until('rows cross', async () => (await job.rows()) > 0);
    await until('a checkpoint completes', async () => (await job.checkpoints()) > 0);
    await until('metrics are shown', job.hasMetrics);
  });
  expect(await effects['a preview shows rows'](stage, atMost)).toBe(true);
});
