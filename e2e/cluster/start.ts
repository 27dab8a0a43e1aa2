import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { freePort, Processes, programNamed } from './processes.ts';
import type { Servers } from './servers.ts';

/** Who may sign in; each has a kubeconfig. `reader` is nobody's friend yet, `late` has a certificate that is over. */
export const users = ['admin', 'reader', 'late'] as const;
export type User = (typeof users)[number];

/** A real API server on a real etcd, with what stands for the kubelet of its one node. No controller and no scheduler runs. */
export interface TestCluster {
  readonly folder: string;
  readonly server: string;
  readonly kubeletPort: number;
  /** Where its etcd answers. */
  readonly store: string;
  stop(): Promise<void>;
}

export const kubeconfigOf = (folder: string, user: User): string => join(folder, `${user}.kubeconfig`);
/** Where the kubelet finds which pods run. */
export const podsFolder = (folder: string): string => join(folder, 'pods');

export async function startCluster({ apiServer, own }: Servers): Promise<TestCluster> {
  const etcd = programNamed('etcd', 'etcd-server');
  const folder = mkdtempSync(join(tmpdir(), 'headrace-cluster-'));
  const pki = join(folder, 'pki');
  const processes = new Processes(folder);
  execFileSync(own, ['pki', pki]);
  mkdirSync(podsFolder(folder));
  try {
    await processes.start('kubelet', own, ['kubelet', pki, podsFolder(folder)], async () => portIn(processes) > 0);
    const store = await startEtcd(processes, etcd, folder);
    const port = await freePort();
    const server = `https://127.0.0.1:${port}`;
    await processes.start('apiserver', apiServer, apiServerArguments(pki, folder, store, port), () =>
      isReady(server, pki),
    );
    for (const user of users) writeFileSync(kubeconfigOf(folder, user), kubeconfig(server, pki, user));
    return { folder, server, kubeletPort: portIn(processes), store, stop: () => stop(processes, folder) };
  } catch (e) {
    await stop(processes, folder);
    throw e;
  }
}

const portIn = (processes: Processes): number => Number(processes.log('kubelet').trim());

async function stop(processes: Processes, folder: string): Promise<void> {
  await processes.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function startEtcd(processes: Processes, etcd: string, folder: string): Promise<string> {
  const [client, peer] = [`http://127.0.0.1:${await freePort()}`, `http://127.0.0.1:${await freePort()}`];
  const args = ['--data-dir', join(folder, 'etcd'), '--unsafe-no-fsync', '--initial-cluster', `default=${peer}`];
  for (const [name, url] of [
    ['listen-client-urls', client],
    ['advertise-client-urls', client],
    ['listen-peer-urls', peer],
    ['initial-advertise-peer-urls', peer],
  ])
    args.push(`--${name}`, url as string);
  await processes.start('etcd', etcd, args, async () => (await fetch(`${client}/health`)).ok);
  return client;
}

function apiServerArguments(pki: string, folder: string, store: string, port: number): string[] {
  const options: Readonly<Record<string, string>> = {
    'etcd-servers': store,
    'secure-port': String(port),
    'bind-address': '127.0.0.1',
    'advertise-address': '127.0.0.1',
    'endpoint-reconciler-type': 'none',
    'cert-dir': join(folder, 'apiserver'),
    'tls-cert-file': join(pki, 'apiserver.crt'),
    'tls-private-key-file': join(pki, 'apiserver.key'),
    'client-ca-file': join(pki, 'ca.crt'),
    'kubelet-certificate-authority': join(pki, 'ca.crt'),
    'kubelet-client-certificate': join(pki, 'kubelet-client.crt'),
    'kubelet-client-key': join(pki, 'kubelet-client.key'),
    'kubelet-preferred-address-types': 'InternalIP',
    'service-account-issuer': 'https://kubernetes.default.svc',
    'service-account-key-file': join(pki, 'sa.pub'),
    'service-account-signing-key-file': join(pki, 'sa.key'),
    'authorization-mode': 'RBAC',
    'service-cluster-ip-range': '10.96.0.0/16',
    // Pages of a list come from etcd, as before Kubernetes 1.34, so that they end when it is compacted; later ones notice
    // that only after a while.
    'feature-gates': 'ListFromCacheSnapshot=false',
    // No controller makes the accounts that it would ask for.
    'disable-admission-plugins': 'ServiceAccount',
  };
  return Object.entries(options).map(([name, value]) => `--${name}=${value}`);
}

function isReady(server: string, pki: string): Promise<boolean> {
  const file = (name: string) => readFileSync(join(pki, name));
  return new Promise((resolve, reject) => {
    const tls = { ca: file('ca.crt'), cert: file('admin.crt'), key: file('admin.key') };
    get(`${server}/readyz`, tls, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    }).on('error', reject);
  });
}

function kubeconfig(server: string, pki: string, user: User): string {
  const base64 = (name: string) => readFileSync(join(pki, name)).toString('base64');
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'test',
    clusters: [{ name: 'test', cluster: { server, 'certificate-authority-data': base64('ca.crt') } }],
    users: [
      {
        name: user,
        user: { 'client-certificate-data': base64(`${user}.crt`), 'client-key-data': base64(`${user}.key`) },
      },
    ],
    contexts: [{ name: 'test', context: { cluster: 'test', user } }],
  });
}
