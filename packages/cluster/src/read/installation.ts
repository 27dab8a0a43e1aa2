import type { SourceFile } from '@headrace/netpol';
import { components } from '@headrace/topology';
import type { Cluster } from '../connect/cluster.ts';
import { ClusterFault } from '../connect/fault.ts';
import { type KubeObject, listAll } from './list.ts';
import { endpointSlices, flinkDeployments, pathOf, services } from './resources.ts';

/** The FlinkDeployments of a namespace, each as a file of its own; none where the cluster does not know the kind. */
export async function readFlinkDeployments(cluster: Cluster, namespace: string): Promise<SourceFile[]> {
  if (!(await isServed(cluster, flinkDeployments.api))) return [];
  const instead = 'save the FlinkDeployment to a file and name it with --flink-deployment';
  const found = await listAll(cluster, { ...flinkDeployments, instead }, namespace);
  return found.map((object) => ({
    file: `cluster:${namespace}/FlinkDeployment/${object.metadata.name}`,
    text: JSON.stringify(object),
  }));
}

/** Whether the cluster has a version of an API at all: everybody who may sign in may ask that. */
async function isServed(cluster: Cluster, api: string): Promise<boolean> {
  try {
    await cluster.call(api, { what: `ask for the kinds of ${api}` });
    return true;
  } catch (e) {
    if (e instanceof ClusterFault && e.status === 404) return false;
    throw e;
  }
}

interface Port {
  readonly port?: number;
}
/** As the API keeps them: the Service and the EndpointSlices of the API server itself. */
interface ApiService {
  readonly spec?: { readonly clusterIPs?: readonly string[]; readonly ports?: readonly Port[] };
}
interface ApiSlice {
  readonly endpoints?: readonly { readonly addresses?: readonly string[] }[] | null;
  readonly ports?: readonly Port[] | null;
}

/**
 * Addresses of the API server: of the Service `kubernetes` and of its endpoints, each with its port where that is none of the
 * usual ones (`192.168.1.10:16443`). Some data paths match before the address is translated and some after it
 * (cert-manager#5788), so that policies need both.
 */
export async function readKubernetesApi(cluster: Cluster): Promise<string[]> {
  const what = "read the Service 'kubernetes' of namespace 'default'";
  const instead = 'name the addresses of the API server with --kubernetes-api';
  const { spec } = (await cluster.call(pathOf(services, 'default', 'kubernetes'), { what, instead })) as ApiService;
  const own = { ...endpointSlices, query: { labelSelector: 'kubernetes.io/service-name=kubernetes' }, instead };
  const slices = await listAll(cluster, own, 'default');
  const endpoints = slices.flatMap(({ endpoints: all, ports }: KubeObject & ApiSlice) =>
    (all ?? []).flatMap((e) => called(e.addresses ?? [], ports ?? [])),
  );
  return [...new Set([...called(spec?.clusterIPs ?? [], spec?.ports ?? []), ...endpoints])];
}

const usual: ReadonlySet<number> = new Set(components['kubernetes-api'].listens.map((l) => l.port));

function called(addresses: readonly string[], ports: readonly Port[]): string[] {
  return addresses.flatMap((address) =>
    ports.map(({ port }) => {
      if (port === undefined || usual.has(port)) return address;
      return `${address.includes(':') ? `[${address}]` : address}:${port}`;
    }),
  );
}
