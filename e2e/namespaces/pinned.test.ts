import type { ProfileName } from '@headrace/netpol';
import { components, type Listener, portOf } from '@headrace/topology';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { effects } from './effects.ts';
import { withJob } from './flink/job.ts';
import { writeEvents } from './flink/sql.ts';
import { atMost, longEnough, until } from './flink/wait.ts';
import { begunTo, type Enforcement, forgetBegun } from './installation/enforcement.ts';
import { strangerHosts } from './installation/pods.ts';
import { type Rule, rulesOf, without } from './installation/policies.ts';
import { type Call, differences, everyCall, measure, patience } from './measure.ts';
import { evidence } from './rules.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({
    profiles: ['ibm-event-automation', 'headrace', 'apache-flink'],
    more: { pinPorts: true },
    kafka: true,
  });
});
afterAll(() => stage?.close());

/** Flink's ports, which are tried on every pod whether somebody listens there or not, and the first behind a range. */
const listeners: readonly Listener[] = [...components.jobmanager.listens, ...components.taskmanager.listens];
const tried = listeners.flatMap(({ port, endPort }) => (endPort === undefined ? [port] : [port, endPort, endPort + 1]));

async function everythingWorks(): Promise<void> {
  const { cluster, host, network } = stage;
  await forgetBegun(network);
  for (const taskManager of cluster.hosts.taskManagers) await taskManager.cut(portOf('taskmanager', 'data'));
  await withJob(cluster, host('backend'), async (job) => {
    await until('rows cross', async () => (await job.rows()) > 0);
    await until('checkpoints complete', async () => (await job.checkpoints()) > 2);
    await until('metrics are shown', job.hasMetrics);
  });
  expect(await effects['a preview shows rows'](stage, atMost)).toBe(true);
  expect(await effects['a job with a jar of the user runs'](stage, atMost)).toBe(true);
  expect(await effects['Prometheus scrapes the JobManager'](stage, atMost)).toBe(true);
}

/** What Flink itself began while it worked: nothing of it was dropped, and nobody called whom the topology does not know. */
async function nothingWasDropped(): Promise<void> {
  const { host, network } = stage;
  for (const name of ['jobmanager', 'taskmanager-1', 'taskmanager-2', 'sql-gateway', 'kafka'])
    expect(await begunTo(network, host(name), 'dropped'), name).toEqual([]);
  for (const name of ['taskmanager-1', 'taskmanager-2']) {
    const begun = await begunTo(network, host(name), 'used');
    expect(begun.filter((call) => call.startsWith('taskmanager')).map((call) => call.split(' ')[1])).toEqual(['6121']);
  }
  const callers = (await begunTo(network, host('kafka'), 'used')).map((call) => call.split(' ')[0] as string);
  expect(callers).not.toContain('sql-gateway');
}

/** Everybody calls everybody; gives what strangers reached of the installation. */
async function asComputed(profile: ProfileName, own: readonly string[]): Promise<string[]> {
  const enforcement = stage.enforcement(profile);
  const measured = await measure(await everyCall([...stage.network.hosts.values()], tried), ({ from, to, port }) =>
    enforcement.lets(from.name, to.name, port) ? patience.forAnswer : patience.forSilence,
  );
  expect(differences(measured, enforcement)).toEqual([]);
  const reached = measured.filter(
    (m) => m.cameThrough && strangerHosts.includes(m.from.name) && own.includes(m.to.name),
  );
  return [...new Set(reached.map(({ to, port }) => `${to.name} ${port}`))].sort();
}

const flinkHosts = ['jobmanager', 'taskmanager-1', 'taskmanager-2', 'backend', 'flink-operator'];
const allHosts = [...flinkHosts, 'sql-gateway', 'gateway', 'ui', 'kafka-admin', 'samples', 'operator'];

describe('ibm-event-automation with pinned ports', () => {
  test('everything works that Flink and Event Processing do', async () => {
    await everythingWorks();
    await nothingWasDropped();
  });

  test('every connection is let through or dropped as computed; strangers reach what the published set opens to anyone', async () => {
    expect(await asComputed('ibm-event-automation', flinkHosts)).toEqual(['flink-operator 9443', 'jobmanager 9249']);
  });
});

describe.each(['headrace', 'apache-flink'] as const)('%s', (profile) => {
  beforeAll(async () => {
    const { cluster, host } = stage;
    await stage.enforcement(profile).apply();
    if (cluster.sqlGateway.name !== 'sql-gateway') await cluster.moveGateway(host('sql-gateway'));
    for (const taskManager of cluster.hosts.taskManagers) await cluster.replaceTaskManager(taskManager);
    await until('the TaskManagers have registered', async () => (await cluster.slots()).total === 2);
    await writeEvents(host('backend'), cluster.sqlGateway, host('kafka'));
  });

  test('everything works that Flink and Event Processing do', async () => {
    await everythingWorks();
    expect(await effects['Prometheus scrapes TaskManagers'](stage, atMost)).toBe(true);
    expect(await effects['a job reads from Kafka'](stage, atMost)).toBe(true);
    await nothingWasDropped();
  });

  test('every connection is let through or dropped as computed; strangers reach what is for anyone', async () => {
    expect(await asComputed(profile, allHosts)).toEqual(['flink-operator 9443', 'gateway 8443', 'operator 8443']);
  });
});

/** The same rules of nftables let the same through: what was seen under them need not be seen again. */
const seen = new Set<string>();

describe.each(['headrace', 'apache-flink'] as const)('%s: every rule is needed', (profile) => {
  const rules = () => rulesOf(stage.policies(profile));

  test('every rule has its evidence, and every evidence its rule', () => {
    const keys = rules().map((r) => r.key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.sort()).toEqual(Object.keys(evidence).sort());
  });

  test.each(Object.entries(evidence))('%s', async (key, is) => {
    const rule = rules().find((r) => r.key === key) as Rule;
    const whole = stage.enforcement(profile);
    const lacking = stage.enforcement(profile, without(stage.policies(profile), rule));
    if (seen.has(whole.text + lacking.text + JSON.stringify(is))) return;
    const closed = closedCalls(whole, lacking);
    if (!('kept' in is)) expect(closed.length).toBeGreaterThan(0);
    await lacking.apply();
    try {
      expect((await measure(closed, () => 300)).filter((m) => m.cameThrough)).toEqual([]);
      if ('effect' in is) expect(await effects[is.effect](stage, longEnough), `without: ${is.effect}`).toBe(false);
    } finally {
      // What was begun in vain would come through now, to whoever has the port by then: a JobManager that no longer asks for
      // the rows of a preview would keep the next preview on that port from being asked.
      await Promise.all([...stage.network.hosts.values()].map((host) => host.giveUp()));
      await whole.apply();
    }
    expect((await measure(closed, () => patience.forAnswer)).filter((m) => !m.cameThrough)).toEqual([]);
    if ('effect' in is) expect(await effects[is.effect](stage, atMost), `with: ${is.effect}`).toBe(true);
    seen.add(whole.text + lacking.text + JSON.stringify(is));
  });
});

/** Calls that one lets through and the other does not. */
function closedCalls(whole: Enforcement, lacking: Enforcement): Call[] {
  const hosts = [...stage.network.hosts.values()];
  const pairs = hosts.flatMap((to) => hosts.filter((from) => from !== to).map((from) => ({ from, to })));
  return pairs.flatMap(({ from, to }) =>
    whole.portsBeyond(lacking, from.name, to.name).map((port) => ({ from, to, port })),
  );
}
