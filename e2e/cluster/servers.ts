import { join } from 'node:path';
import { buildGo } from '../support/go.ts';

const source = join(import.meta.dirname, 'servers');

/** The release that is built; go.mod says the same, and its hash keeps builds of others apart. */
const version = 'v1.37.2';

export interface Servers {
  readonly apiServer: string;
  /** Certificates, and what stands for a kubelet. */
  readonly own: string;
}

/** Compiles the API server of Kubernetes (minutes, once) and the servers of this suite. */
export async function buildServers(): Promise<Servers> {
  const common = { source, into: 'cluster', suite: 'cluster' };
  const stamps = ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'].flatMap((p) => [
    `-X ${p}.gitVersion=${version}`,
    `-X ${p}.gitMajor=1`,
    `-X ${p}.gitMinor=${version.split('.')[1]}`,
  ]);
  return {
    apiServer: await buildGo({
      ...common,
      name: 'kube-apiserver',
      package: 'k8s.io/kubernetes/cmd/kube-apiserver',
      ldflags: ['-s -w', ...stamps].join(' '),
    }),
    own: await buildGo({ ...common, name: 'servers' }),
  };
}
