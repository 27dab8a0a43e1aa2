import { blueGreenChildren, type SourceFile } from '@headrace/netpol';
import { components } from '@headrace/topology';
import type { Cluster } from '../connect/cluster.ts';
import { ClusterFault } from '../connect/fault.ts';
import { type KubeObject, listAll } from './list.ts';
import {
  endpointSlices,
  flinkBlueGreenDeployments,
  flinkDeployments,
  pathOf,
  type Resource,
  services,
} from './resources.ts';

/**
 * What makes Flink clusters in a namespace, each as a file of its own: FlinkDeployments and FlinkBlueGreenDeployments, without the
 * children that the latter have. None where the cluster does not know the kinds.
 */
export async function readFlinkDeployments(cluster: Cluster, namespace: string): Promise<SourceFile[]> {
  const instead = 'save the FlinkDeployment to a file and name it with --flink-deployment';
  const served = await pluralsOf(cluster, flinkDeployments.api);
  const listed = async (resource: Resource) =>
    served.has(resource.plural) ? listAll(cluster, { ...resource, instead }, namespace) : [];
  const [deployments, parents] = [await listed(flinkDeployments), await listed(flinkBlueGreenDeployments)];
  const children = new Set(parents.flatMap((parent) => blueGreenChildren(parent.metadata.name)));
  return [
    ...parents.map((object) => ({ kind: flinkBlueGreenDeployments.kind, object })),
    ...deployments
      .filter(({ metadata }) => !children.has(metadata.name))
      .map((object) => ({ kind: flinkDeployments.kind, object })),
  ].map(({ kind, object }) => ({
    file: `cluster:${namespace}/${kind}/${object.metadata.name}`,
    text: JSON.stringify(object),
  }));
}

/** The kinds that a cluster has of an API, by their names in paths; everybody who may sign in may ask that. */
async function pluralsOf(cluster: Cluster, api: string): Promise<ReadonlySet<string>> {
  try {
    const found = (await cluster.call(api, { what: `ask for the kinds of ${api}` })) as ApiKinds;
    return new Set((found.resources ?? []).map(({ name }) => name));
  } catch (e) {
    if (e instanceof ClusterFault && e.status === 404) return new Set();
    throw e;
  }
}

interface ApiKinds {
  readonly resources?: readonly { readonly name: string }[];
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
