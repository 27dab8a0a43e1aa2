import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster } from '@headrace/cluster';
import { buildServers } from '../../e2e/cluster/servers.ts';
import { kubeconfigOf, startCluster } from '../../e2e/cluster/start.ts';
import { type Figure, median, ms } from '../support/measure.ts';

const main = join(import.meta.dirname, '..', '..', 'apps', 'cli', 'src', 'main.ts');

interface Listed {
  /** Until the first row (ms). */
  readonly first: number;
  readonly took: number;
  /** The most memory that the process had (bytes), where the system says it. */
  readonly peak: number | undefined;
  readonly text: string;
}

/** Runs `headrace netpol list`, to its end or until so many characters have come. */
function listed(args: readonly string[], most = Number.POSITIVE_INFINITY): Promise<Listed> {
  const begun = performance.now();
  const child = spawn(process.execPath, [main, 'netpol', 'list', ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  let first: number | undefined;
  let peak: number | undefined;
  let taken = 0;
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    // The first line is the bracket of the array.
    if (chunk.includes('{')) first ??= performance.now() - begun;
    taken += chunk.length;
    if (text.length < 10_000_000) text += chunk.toString('utf8');
    peak = peakOf(child.pid) ?? peak;
    if (taken > most) child.stdout.destroy();
  });
  return new Promise((resolve) => {
    child.once('close', () => {
      const took = performance.now() - begun;
      resolve({ first: first ?? took, took, peak, text });
    });
  });
}

function peakOf(pid: number | undefined): number | undefined {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    // It has ended, or this is no Linux.
    return undefined;
  }
}

const deployments = 5000;
/** So much of the whole list is read: some 1.5 million rows. */
const enough = 200_000_000;

/** `list -o json` of many open workloads, of a document for each of them and of one List. */
async function openWorkloads(folder: string): Promise<Figure[]> {
  const items = Array.from({ length: deployments }, (_, i) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: `app-${i}`, namespace: `team-${i % 50}` },
    spec: {
      selector: { matchLabels: { app: `app-${i}` } },
      template: { metadata: { labels: { app: `app-${i}` } }, spec: { containers: [{ name: 'main', image: 'main' }] } },
    },
  }));
  const [documents, list] = [join(folder, 'documents.yaml'), join(folder, 'list.json')];
  writeFileSync(documents, items.map((item) => `---\n${JSON.stringify(item)}\n`).join(''));
  writeFileSync(list, JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  const what = `list -o json of ${deployments} open workloads`;
  return [...(await figuresOf(`${what}, a document each`, documents)), ...(await figuresOf(`${what}, one List`, list))];
}

async function figuresOf(what: string, file: string): Promise<Figure[]> {
  const runs: Listed[] = [];
  for (let i = 0; i < 3; i++) runs.push(await listed([file, '-o', 'json'], enough));
  const first = median(runs.map((r) => r.first));
  const peak = Math.max(...runs.map((r) => r.peak ?? 0)) / 1e6;
  return [
    { what: `${what}: until the first row`, value: ms(first), aim: ms(2000), met: first <= 2000 },
    {
      what: `${what}: most memory in the first ${enough / 1e6} MB of rows`,
      value: peak === 0 ? 'not known' : `${Math.round(peak)} MB`,
      aim: '300 MB',
      met: peak > 0 && peak <= 300,
    },
  ];
}

const apps = 50;
const replicas = 20;

/** `list --live` of pods of a mesh, of a real API server. */
async function meshPods(): Promise<Figure[]> {
  const { folder, stop } = await startCluster(await buildServers());
  try {
    const config = kubeconfigOf(folder, 'admin');
    const cluster = new Cluster({ kubeconfig: config });
    const create = async (path: string, object: object) =>
      (await cluster.call(path, { method: 'POST', what: 'create an object', body: object })) as {
        metadata: { uid: string };
      };
    await create('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'mesh' } });
    await Promise.all(Array.from({ length: apps }, (_, i) => deployed(create, i)));
    const runs = [];
    for (let i = 0; i < 3; i++) runs.push(await listed(['--live', '--kubeconfig', config, '-n', 'mesh', '-o', 'json']));
    const names = new Set((JSON.parse(runs[0]?.text ?? '[]') as { to: string }[]).map((row) => row.to));
    const inside = [...names].filter((name) => name.startsWith('mesh/'));
    return [
      {
        what: `list --live of ${apps * replicas} pods of a mesh (${inside.length} workloads)`,
        value: ms(median(runs.map((r) => r.took))),
      },
    ];
  } finally {
    await stop();
  }
}

type Create = (path: string, object: object) => Promise<{ readonly metadata: { readonly uid: string } }>;

/** A Deployment with its pods, as its controllers and the injection of a mesh make them. */
async function deployed(create: Create, i: number): Promise<void> {
  const labels = { app: `app-${i}`, 'pod-template-hash': `h${i}` };
  const own = { name: 'main', image: 'main', ports: [{ name: 'http', containerPort: 8080 }] };
  const proxy = { name: 'proxy', image: 'proxy', ports: [{ name: 'http-envoy-prom', containerPort: 15_090 }] };
  const template = { metadata: { labels }, spec: { containers: [own] } };
  const set = await create('/apis/apps/v1/namespaces/mesh/replicasets', {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: `app-${i}-h${i}` },
    spec: { selector: { matchLabels: labels }, template },
  });
  const owner = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    name: `app-${i}-h${i}`,
    uid: set.metadata.uid,
    controller: true,
  };
  for (let n = 0; n < replicas; n++)
    await create('/api/v1/namespaces/mesh/pods', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: `app-${i}-h${i}-${n}`,
        labels: { ...labels, 'security.istio.io/tlsMode': 'istio' },
        ownerReferences: [owner],
      },
      spec: { automountServiceAccountToken: false, containers: [own, proxy] },
    });
}

/** What the command line does with many workloads, as a program of its own. */
export async function commandLine(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'headrace-bench-'));
  try {
    const open = await openWorkloads(folder);
    return [
      ...open,
      ...(await meshPods().catch((e: Error) => [
        { what: 'list --live of pods of a mesh', value: `not run: ${e.message}` },
      ])),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
