import { backendKinds } from '@headrace/netpol';
import type { Cluster } from '../connect/cluster.ts';
import { ClusterFault } from '../connect/fault.ts';
import { type KubeObject, listAll } from './list.ts';
import type { Resource } from './resources.ts';

export interface RoutesRead {
  readonly objects: readonly KubeObject[];
  /** A message that names what could not be listed; no verdict depends on it. */
  readonly refused: string | undefined;
}

/**
 * Reads what leads to Services from outside: Ingresses, routes of the Gateway API and OpenShift Routes, if the cluster has these kinds and
 * the user may list them. Only findings of a review depend on them, so that all other commands work without these permissions.
 * @param wanted namespaces; empty for all
 * @throws ClusterFault if the cluster does not answer or does not accept the credentials
 */
export async function readRoutes(cluster: Cluster, wanted: readonly string[]): Promise<RoutesRead> {
  const where = wanted.length === 0 ? [undefined] : wanted;
  const refusals = new Map<string, string>();
  const unlessRefused = async <T>(what: string, work: Promise<T>): Promise<T | undefined> => {
    try {
      return await work;
    } catch (e) {
      if (!(e instanceof ClusterFault) || e.status === undefined || e.status === 401) throw e;
      // The cluster does not have the kind, or not any more.
      if (e.status !== 404) refusals.set(what, e.status === 403 ? 'may not be listed' : `answered with ${e.status}`);
      return undefined;
    }
  };
  const groups = Map.groupBy(backendKinds, ({ group }) => group);
  const served = await Promise.all(
    [...groups].map(([group, kinds]) =>
      unlessRefused(
        group,
        resourcesOf(
          cluster,
          group,
          kinds.map(({ kind }) => kind),
        ),
      ),
    ),
  );
  const objects = await Promise.all(
    served
      .flatMap((resources) => resources ?? [])
      .flatMap((resource) =>
        where.map((namespace) => unlessRefused(resource.plural, listAll(cluster, resource, namespace))),
      ),
  );
  return { objects: objects.flatMap((found) => found ?? []), refused: sentenceOf(cluster, refusals) };
}

interface ApiGroup {
  readonly versions?: readonly { readonly version: string }[];
}

interface ApiKinds {
  readonly resources?: readonly { readonly name: string; readonly kind: string }[];
}

/** How the cluster serves kinds of a group: each in the first of its versions that has it, the preferred one first. */
async function resourcesOf(cluster: Cluster, group: string, kinds: readonly string[]): Promise<Resource[]> {
  const ask = async (api: string) => cluster.call(api, { what: `ask for the kinds of ${api}` });
  const { versions = [] } = (await ask(`/apis/${group}`)) as ApiGroup;
  const found = new Map<string, Resource>();
  for (const { version } of versions) {
    if (found.size === kinds.length) break;
    const api = `/apis/${group}/${version}`;
    // `ingresses/status` is a part of an object.
    for (const { name, kind } of ((await ask(api)) as ApiKinds).resources ?? [])
      if (kinds.includes(kind) && !found.has(kind) && !name.includes('/')) found.set(kind, { kind, api, plural: name });
  }
  return [...found.values()];
}

function sentenceOf(cluster: Cluster, refusals: ReadonlyMap<string, string>): string | undefined {
  if (refusals.size === 0) return undefined;
  const user = cluster.config.getCurrentUser()?.name ?? 'nobody';
  const all = [...Map.groupBy(refusals, ([, why]) => why)].map(
    ([why, those]) =>
      `${those
        .map(([what]) => what)
        .sort()
        .join(', ')} (${why})`,
  );
  return `User '${user}' of context '${cluster.context}' did not get ${all.join(', ')}, so it is not known whether policies cut off what leads to Services from outside. Everything else holds. Ask for a role that allows to list them.`;
}
