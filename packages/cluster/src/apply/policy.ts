import type { NetworkPolicy } from '@headrace/netpol';
import type { Cluster } from '../connect/cluster.ts';
import { ClusterFault } from '../connect/fault.ts';
import { pathOf, policies } from '../read/resources.ts';

/** Whose fields they are (server-side apply, KEP-555): what others changed by hand is a conflict, never overwritten. */
export const manager = 'headrace';

/** A policy as the cluster has it. */
export interface KeptPolicy extends NetworkPolicy {
  readonly metadata: NetworkPolicy['metadata'] & Version & { readonly managedFields?: readonly ManagedFields[] };
}

/** One state of one object: `uid` tells it from another of its name, `resourceVersion` changes with each write. */
export interface Version {
  readonly uid: string;
  readonly resourceVersion: string;
}

/** Who wrote fields of an object, and when. */
interface ManagedFields {
  readonly manager?: string;
  readonly operation?: string;
  readonly time?: string;
}

export const nameOf = ({ metadata: { namespace, name } }: NetworkPolicy): string => `${namespace}/${name}`;

export const versionOf = ({ metadata: { uid, resourceVersion } }: KeptPolicy): Version => ({ uid, resourceVersion });

/** The policy of that name as the cluster has it, if it has one. */
export async function readPolicy(cluster: Cluster, { metadata }: NetworkPolicy): Promise<KeptPolicy | undefined> {
  const what = `read the policy ${metadata.namespace}/${metadata.name}`;
  try {
    return (await cluster.call(pathOf(policies, metadata.namespace, metadata.name), { what })) as KeptPolicy;
  } catch (e) {
    if (e instanceof ClusterFault && e.status === 404) return undefined;
    throw e;
  }
}

/**
 * Applies a policy; gives it as the cluster has it then: of the same version as before when nothing changed. With `dryRun` the
 * cluster only says whether it would take it, admission included. With `version` it is applied to that state alone.
 * @throws ClusterFault with status 409 where the cluster has another state, or somebody else's fields are in the way
 */
export async function applyPolicy(
  cluster: Cluster,
  policy: NetworkPolicy,
  { dryRun = false, version }: { readonly dryRun?: boolean; readonly version?: Version } = {},
): Promise<KeptPolicy> {
  const { namespace, name } = policy.metadata;
  return (await cluster.call(pathOf(policies, namespace, name), {
    method: 'PATCH',
    query: { fieldManager: manager, ...(dryRun ? { dryRun: 'All' } : {}) },
    contentType: 'application/apply-patch+yaml',
    body: { ...policy, metadata: { ...policy.metadata, ...version } },
    what: `apply the policy ${namespace}/${name}`,
  })) as KeptPolicy;
}

/**
 * Deletes a policy of exactly this version (preconditions of DeleteOptions, meta/v1); none is left when it is gone already.
 * @throws ClusterFault with status 409 where the cluster has another state
 */
export async function deletePolicy(cluster: Cluster, policy: NetworkPolicy, version: Version): Promise<void> {
  const { namespace, name } = policy.metadata;
  const body = { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: version };
  const what = `delete the policy ${namespace}/${name}`;
  try {
    await cluster.call(pathOf(policies, namespace, name), { method: 'DELETE', body, what });
  } catch (e) {
    if (!(e instanceof ClusterFault && e.status === 404)) throw e;
  }
}

/** Whether nobody but Headrace wrote to `now` since it was `before`, or at all where there was none. */
export function isOnlyOurs(now: KeptPolicy, before: KeptPolicy | undefined): boolean {
  if (before && before.metadata.uid !== now.metadata.uid) return false;
  const written = ({ manager: who, operation, time }: ManagedFields) => `${who}\n${operation}\n${time}`;
  const known = new Set(before?.metadata.managedFields?.map(written));
  return (now.metadata.managedFields ?? []).every((entry) => entry.manager === manager || known.has(written(entry)));
}
