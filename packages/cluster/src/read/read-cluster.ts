import { type LiveObject, type ReadWorld, readObjects } from '@headrace/netpol';
import type { Cluster } from '../connect/cluster.ts';
import { ClusterFault } from '../connect/fault.ts';
import { withoutPods } from './descent.ts';
import { type KubeObject, listAll } from './list.ts';
import { controllers, namespaces, pathOf, pods, policies, type Resource, services } from './resources.ts';

export interface ClusterRead {
  readonly read: ReadWorld;
  /** The unchanged objects, for running commands in pods. */
  readonly pods: readonly KubeObject[];
  readonly services: readonly KubeObject[];
  readonly namespaces: readonly KubeObject[];
}

/**
 * Reads all objects of a cluster that affect connections, with the reader that is used for files. It changes nothing. Callers from other
 * namespaces are known only if all namespaces are read.
 * @param wanted namespaces; empty for all
 * @param more further objects of the cluster
 * @throws ClusterFault if anything cannot be read, since the result for a part of a cluster would be wrong
 */
export async function readCluster(
  cluster: Cluster,
  wanted: readonly string[],
  more: readonly KubeObject[] = [],
): Promise<ClusterRead> {
  const where = wanted.length === 0 ? [undefined] : wanted;
  const inside = await readNamespaces(cluster, wanted);
  const all = async (resource: Resource) =>
    (await Promise.all(where.map((namespace) => listAll(cluster, resource, namespace)))).flat();
  const running = await all(pods);
  const makers = (await Promise.all(controllers.map(all))).flat();
  const [found, rules] = await Promise.all([all(services), all(policies)]);
  const objects = [...inside, ...running, ...withoutPods(makers, running), ...found, ...rules, ...more];
  return { read: readObjects(objects.map(liveObject)), pods: running, services: found, namespaces: inside };
}

async function readNamespaces(cluster: Cluster, wanted: readonly string[]): Promise<KubeObject[]> {
  if (wanted.length === 0) return listAll(cluster, namespaces);
  return Promise.all(wanted.map((name) => readNamespace(cluster, name)));
}

async function readNamespace(cluster: Cluster, name: string): Promise<KubeObject> {
  try {
    const what = `read namespace '${name}'`;
    return (await cluster.call(pathOf(namespaces, undefined, name), { what })) as KubeObject;
  } catch (e) {
    if (!(e instanceof ClusterFault) || e.status !== 404) throw e;
    throw new ClusterFault(
      `The cluster of context '${cluster.context}' has no namespace '${name}'. Correct --namespace, or name another context.`,
      404,
    );
  }
}

/** `cluster:namespace/Kind/name` */
function liveObject(object: KubeObject): LiveObject {
  const { namespace, name } = object.metadata;
  return { name: `cluster:${namespace === undefined ? '' : `${namespace}/`}${object.kind}/${name}`, data: object };
}
