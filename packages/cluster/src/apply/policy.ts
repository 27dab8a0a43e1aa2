import type { NetworkPolicy } from '@headrace/netpol';
import type { Cluster } from '../connect/cluster.ts';
import { ClusterFault } from '../connect/fault.ts';
import { pathOf, policies } from '../read/resources.ts';

/** Whose fields they are (server-side apply, KEP-555): what others changed by hand is a conflict, never overwritten. */
const manager = 'headrace';

interface Kept {
  readonly metadata: { readonly resourceVersion: string };
}

export const nameOf = ({ metadata: { namespace, name } }: NetworkPolicy): string => `${namespace}/${name}`;

/** The policy of that name as the cluster has it, if it has one. */
export async function readPolicy(cluster: Cluster, { metadata }: NetworkPolicy): Promise<NetworkPolicy | undefined> {
  const what = `read the policy ${metadata.namespace}/${metadata.name}`;
  try {
    return (await cluster.call(pathOf(policies, metadata.namespace, metadata.name), { what })) as NetworkPolicy;
  } catch (e) {
    if (e instanceof ClusterFault && e.status === 404) return undefined;
    throw e;
  }
}

/**
 * Applies a policy. With `dryRun` the cluster only says whether it would take it, admission included.
 * @returns the version that the cluster has then: the same as before when nothing changed
 */
export async function applyPolicy(cluster: Cluster, policy: NetworkPolicy, dryRun = false): Promise<string> {
  const { namespace, name } = policy.metadata;
  const kept = await cluster.call(pathOf(policies, namespace, name), {
    method: 'PATCH',
    query: { fieldManager: manager, ...(dryRun ? { dryRun: 'All' } : {}) },
    contentType: 'application/apply-patch+yaml',
    body: policy,
    what: `apply the policy ${namespace}/${name}`,
  });
  return (kept as Kept).metadata.resourceVersion;
}

export async function deletePolicy(cluster: Cluster, { metadata: { namespace, name } }: NetworkPolicy): Promise<void> {
  const what = `delete the policy ${namespace}/${name}`;
  try {
    await cluster.call(pathOf(policies, namespace, name), { method: 'DELETE', what });
  } catch (e) {
    if (!(e instanceof ClusterFault && e.status === 404)) throw e;
  }
}
