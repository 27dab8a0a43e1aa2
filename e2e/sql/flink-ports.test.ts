import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { type FlinkDeployment, readFlinkDeployment, readWorld, type Workload } from '@headrace/netpol';
import { array, constantFrom, integer, nat, oneof, sample, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { fetchTestJars, testEngineHome } from '../support/engine.ts';
import { run } from '../support/network/ip.ts';

type Settings = Readonly<Record<string, string>>;

/** What Flink makes of a configuration: why it refuses it, or what it would open and create. */
interface Deployed {
  readonly refused?: string;
  /** By option, the ports that it would open; a text says why Flink refuses them later. */
  readonly ports?: Readonly<Record<string, readonly number[] | string>>;
  readonly highlyAvailable?: boolean;
  readonly created?: readonly Created[];
}

interface Port {
  readonly name?: string;
  readonly containerPort?: number;
  readonly port?: number;
  readonly targetPort?: number;
}
interface PodTemplate {
  readonly metadata: { readonly labels: Readonly<Record<string, string>> };
  readonly spec: {
    readonly hostNetwork?: boolean;
    readonly containers: readonly { readonly ports?: readonly Port[] }[];
  };
}

interface Created {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly type?: string;
    readonly selector?: Readonly<Record<string, string>>;
    readonly ports?: readonly Port[];
    readonly template?: PodTemplate;
  };
}

/** The two modes of the Flink operator, and the program that deploys in each: of Flink itself, and of the operator. */
const modes = {
  native: { folder: 'flink-kubernetes', program: 'NativeDeployments', flinkVersion: 'v2_3' },
  standalone: { folder: 'flink-standalone', program: 'StandaloneDeployments', flinkVersion: 'v1_19' },
} as const;
type Mode = keyof typeof modes;

/** Lets Flink or its operator deploy with each configuration, in their order. */
async function deployed(mode: Mode, all: readonly Settings[]): Promise<Deployed[]> {
  const { folder, program } = modes[mode];
  const sources = (name: string) => join(import.meta.dirname, name);
  const home = await testEngineHome();
  const own = await fetchTestJars(folder, sources(folder));
  const jars = (mode === 'native' ? [own, home.flinkJars] : [own]).map((dir) => join(dir, '*'));
  const classes = mkdtempSync(join(tmpdir(), 'headrace-flink-ports-'));
  const files = [join(sources('flink-kubernetes'), 'Deployments.java'), join(sources(folder), `${program}.java`)];
  const compiler = join(dirname(home.java), 'javac');
  await run(compiler, ['-encoding', 'UTF-8', '-cp', jars.join(delimiter), '-d', classes, ...files]);
  const child = spawn(home.java, ['-cp', [...jars, classes].join(delimiter), program], {
    env: { ...process.env, FLINK_CONF_DIR: classes },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.end(all.map((settings) => `${lineOf(settings)}\n`).join(''));
  const answers: Deployed[] = [];
  for await (const line of createInterface({ input: child.stdout })) answers.push(JSON.parse(line));
  rmSync(classes, { recursive: true });
  expect(answers).toHaveLength(all.length);
  return answers;
}

const lineOf = (settings: Settings): string =>
  Buffer.from(
    Object.entries(settings)
      .map(([key, value]) => `${key}=${value}`)
      .join('\n'),
  ).toString('base64');

const resource = (mode: Mode, flinkConfiguration: Settings): string =>
  stringify({
    apiVersion: 'flink.apache.org/v1beta1',
    kind: 'FlinkDeployment',
    metadata: { name: 'orders' },
    spec: { mode, flinkVersion: modes[mode].flinkVersion, flinkConfiguration },
  });

function ours(mode: Mode, settings: Settings): { deployment: FlinkDeployment; faults: readonly string[] } {
  const { deployment, findings } = readFlinkDeployment({ file: 'flink.yaml', text: resource(mode, settings) });
  return { deployment: deployment ?? expect.fail('no FlinkDeployment'), faults: findings.map((f) => f.message) };
}

const isHa = { 'high-availability.type': 'kubernetes' };
const options = [
  'rest.port',
  'rest.bind-port',
  'jobmanager.rpc.port',
  'jobmanager.rpc.bind-port',
  'high-availability.jobmanager.port',
  'blob.server.port',
  'taskmanager.rpc.port',
  'taskmanager.rpc.bind-port',
  'taskmanager.data.port',
  'taskmanager.data.bind-port',
  'metrics.internal.query-service.port',
] as const;

/** Values as people write and mistake them, and generated ones. */
function values(): string[] {
  const number = oneof(constantFrom(0, 1, 6124, 65_535, 65_536), nat(80_000));
  const range = oneof(
    tuple(number, number),
    tuple(number, integer({ min: -3, max: 300 })).map(([a, n]) => [a, a + n]),
  );
  const part = oneof(
    number.map(String),
    range.map((r) => r.join('-')),
  );
  const lists = tuple(array(part, { minLength: 1, maxLength: 3 }), constantFrom(',', ', '));
  const generated = sample(lists, 150).map(([parts, comma]) => parts.join(comma));
  const numbers = ['0', '1', '65535', '65536', '-1', '+6124', '007', ' 6124', '6124 ', '1e3', '0x10', '6124.0'];
  const written = ['6124,', ',6124', '1-2', '1 - 2', '2-1', '1-1', '0-0', '0-1', '1-2-3', '6124/tcp', 'any'];
  return [...new Set([...numbers, ...written, ...generated])];
}

const isPort = (port: number) => port >= 1 && port <= 65_535;

/** Compares the pods of a Deployment with the workload of the same component. */
function expectPodsOf({ metadata: { labels }, spec }: PodTemplate, workloads: readonly Workload[]): void {
  const own = workloads.find((w) => w.labels.component === labels.component) ?? expect.fail();
  expect(own.labels).toEqual(labels);
  expect(own.hostNetwork).toBe(spec.hostNetwork ?? false);
  // On the network of the node no ports are declared, since free ones are taken.
  if (!own.hostNetwork)
    expect(own.ports.map(({ name, port }) => [name, port])).toEqual(
      spec.containers[0]?.ports?.map(({ name, containerPort }) => [name, containerPort]),
    );
}

describe.each<Mode>(['native', 'standalone'])('%s mode', (mode) => {
  test('opens the ports of each option that Flink opens, and refuses what Flink refuses or chooses by itself', async () => {
    const asked = options.flatMap((option) => values().map((value) => ({ option, value })));
    const settings = asked.map(({ option, value }) => ({ [option]: value, ...isHa }));
    const answers = await deployed(mode, settings);
    expect(answers.filter((a) => a.refused !== undefined).length).toBeGreaterThan(100);
    expect(answers.filter((a) => a.refused === undefined).length).toBeGreaterThan(100);
    const differences = asked.flatMap(({ option, value }, i) => {
      const { refused, ports = {} } = answers[i] ?? {};
      const theirs = refused === undefined ? ports[option] : refused;
      const opens = Array.isArray(theirs) && theirs.every(isPort) ? theirs : undefined;
      const { deployment, faults } = ours(mode, settings[i] ?? {});
      const ranges = faults.length > 0 ? undefined : deployment.ports.get(option);
      const own = ranges?.flatMap(({ start, end }) => Array.from({ length: end - start + 1 }, (_, n) => start + n));
      return JSON.stringify(own?.slice(0, 300)) === JSON.stringify(opens)
        ? []
        : [{ option, value, theirs, faults, own }];
    });
    expect(differences.slice(0, 5)).toEqual([]);
  });

  test('the Deployments and the Service that are created have the labels and ports that a FlinkDeployment stands for', async () => {
    const all: Settings[] = [
      {},
      { 'taskmanager.rpc.port': '16122', 'kubernetes.taskmanager.labels': 'team:payments' },
      { 'taskmanager.rpc.port': '0', 'taskmanager.data.port': '16121' },
      { 'rest.port': '18081' },
      { 'web.port': '18081' },
      { 'rest.port': '18081', 'rest.bind-port': '18090' },
      { 'rest.bind-port': '0', 'blob.server.port': '0' },
      { 'jobmanager.rpc.port': '16123', 'blob.server.port': '16124', ...isHa },
      { 'high-availability.jobmanager.port': '50010', ...isHa },
      { 'kubernetes.rest-service.exposed.type': 'LoadBalancer' },
      { 'kubernetes.rest-service.exposed.type': 'nodeport' },
      { 'kubernetes.hostnetwork.enabled': 'true' },
      { 'kubernetes.jobmanager.labels': 'team:payments,tier:gold' },
    ];
    const answers = await deployed(mode, all);
    for (const [i, settings] of all.entries()) {
      const created = answers[i]?.created ?? expect.fail(`${JSON.stringify(settings)}: ${answers[i]?.refused}`);
      const { world, findings } = readWorld([{ file: 'flink.yaml', text: resource(mode, settings) }]);
      expect(findings).toEqual([]);
      // In native mode the JobManager makes its TaskManagers itself.
      const deployments = created.filter(({ kind }) => kind === 'Deployment');
      expect(deployments).toHaveLength(mode === 'native' ? 1 : 2);
      for (const { spec } of deployments) expectPodsOf(spec.template ?? expect.fail(), world.workloads);
      const service = created.find((o) => o.kind === 'Service' && o.metadata.name === 'orders-rest') ?? expect.fail();
      const [own] = world.services;
      expect([own?.name, own?.type, own?.selector]).toEqual(['orders-rest', service.spec.type, service.spec.selector]);
      expect(own?.ports.map(({ name, port, targetPort }) => ({ name, port, targetPort }))).toEqual(
        service.spec.ports?.map(({ name, port, targetPort }) => ({ name, port, targetPort })),
      );
    }
  });

  test('high availability is on and off as for Flink', async () => {
    // The oldest name alone is no setting of a configuration in YAML, where other options begin with it: Flink 2 refuses it.
    const all: Settings[] = [
      {},
      { 'high-availability.type': 'NONE' },
      { 'high-availability.type': 'standalone' },
      { 'high-availability.type': 'ZooKeeper', 'high-availability.zookeeper.quorum': 'zk:2181' },
      { 'recovery.mode': 'kubernetes' },
      { 'high-availability.type': 'none', 'recovery.mode': 'kubernetes' },
      { 'high-availability.type': 'org.example.Factory' },
    ];
    const theirs = (await deployed(mode, all)).map((answer) => answer.highlyAvailable);
    expect(all.map((settings) => ours(mode, settings).deployment.highAvailability.isOn)).toEqual(theirs);
    expect(theirs).toEqual([false, false, false, true, true, false, true]);
  });
});
