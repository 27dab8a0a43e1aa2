import type { NetworkPolicy } from '@headrace/netpol';
import type { Cluster } from '../connect/cluster.ts';
import { ClusterFault } from '../connect/fault.ts';
import { pathOf, policies } from '../read/resources.ts';

/** The field manager of server-side apply (KEP-555): fields that others have set are a conflict and never overwritten. */
export const manager = 'headrace';

/** A policy as the cluster stores it. */
export interface KeptPolicy extends NetworkPolicy {
  readonly metadata: NetworkPolicy['metadata'] & Version & { readonly managedFields?: readonly ManagedFields[] };
}

/** A version of an object: `uid` distinguishes it from others of the same name, `resourceVersion` changes with each write. */
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

/** The policy of that name as the cluster stores it; undefined if there is none. */
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
 * Applies a policy. With `dryRun` the cluster only validates it, including admission. With `version` it is applied only to that version.
 * @returns the stored policy; its version is unchanged if nothing changed
 * @throws ClusterFault with status 409 if the cluster has another version, or fields belong to another manager
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
 * Deletes exactly this version of a policy (preconditions of DeleteOptions, meta/v1). A policy that does not exist is no error.
 * @throws ClusterFault with status 409 if the cluster has another version
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

/** Whether only Headrace wrote to `now` since `before`, or at all if there was no policy before. */
export function isOnlyOurs(now: KeptPolicy, before: KeptPolicy | undefined): boolean {
  if (before && before.metadata.uid !== now.metadata.uid) return false;
  const written = ({ manager: who, operation, time }: ManagedFields) => `${who}\n${operation}\n${time}`;
  const known = new Set(before?.metadata.managedFields?.map(written));
  return (now.metadata.managedFields ?? []).every((entry) => entry.manager === manager || known.has(written(entry)));
}
