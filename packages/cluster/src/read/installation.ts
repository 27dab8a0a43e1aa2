import type { SourceFile } from '@headrace/netpol';
import type { Cluster } from '../connect/cluster.ts';
import { ClusterFault } from '../connect/fault.ts';
import { type KubeObject, listAll } from './list.ts';
import { endpointSlices, flinkDeployments, pathOf, services } from './resources.ts';

/** The FlinkDeployments of a namespace, each as a file of its own; none where the cluster does not know the kind. */
export async function readFlinkDeployments(cluster: Cluster, namespace: string): Promise<SourceFile[]> {
  try {
    const found = await listAll(cluster, flinkDeployments, namespace);
    return found.map((object) => ({
      file: `cluster:${namespace}/FlinkDeployment/${object.metadata.name}`,
      text: JSON.stringify(object),
    }));
  } catch (e) {
    if (e instanceof ClusterFault && e.status === 404) return [];
    throw e;
  }
}

/** As the API keeps them: the Service and the EndpointSlices of the API server itself. */
interface ApiService {
  readonly spec?: { readonly clusterIPs?: readonly string[] };
}
interface ApiSlice {
  readonly endpoints?: readonly { readonly addresses?: readonly string[] }[] | null;
}

/**
 * Addresses of the API server: of the Service `kubernetes` and of its endpoints. Some data paths match before the address
 * is translated and some after it (cert-manager#5788), so that policies need both.
 */
export async function readKubernetesApi(cluster: Cluster): Promise<string[]> {
  const what = "read the Service 'kubernetes' of namespace 'default'";
  const service = (await cluster.call(pathOf(services, 'default', 'kubernetes'), { what })) as ApiService;
  const slices = await listAll(
    cluster,
    { ...endpointSlices, query: { labelSelector: 'kubernetes.io/service-name=kubernetes' } },
    'default',
  );
  const endpoints = slices.flatMap((slice: KubeObject & ApiSlice) =>
    (slice.endpoints ?? []).flatMap((e) => e.addresses ?? []),
  );
  return [...new Set([...(service.spec?.clusterIPs ?? []), ...endpoints])];
}
