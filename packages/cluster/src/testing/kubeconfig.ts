import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster } from '../connect/cluster.ts';

/** Writes a kubeconfig of one cluster and one user, as JSON; gives what `use` makes of its path. */
export function withKubeconfig<T>(cluster: object, user: object, use: (file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'headrace-kubeconfig-'));
  const file = join(folder, 'config');
  const config = {
    clusters: [{ name: 'test', cluster }],
    users: [{ name: 'tester', user }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'tester' } }],
    'current-context': 'test',
  };
  writeFileSync(file, JSON.stringify(config));
  try {
    return use(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A cluster that speaks HTTP at an address of this machine. */
export const clusterAt = (server: string): Cluster =>
  withKubeconfig(
    { server, 'insecure-skip-tls-verify': true },
    { token: 'x' },
    (kubeconfig) => new Cluster({ kubeconfig }),
  );
