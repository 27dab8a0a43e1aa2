import type { Cluster } from '../connect/cluster.ts';
import { ClusterFault } from '../connect/fault.ts';
import { apiVersionOf, pathOf, type Resource } from './resources.ts';

/** An object of the API: the fields that every kind has, and all others unchanged. */
export interface KubeObject {
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly [field: string]: unknown;
}

export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly { readonly uid: string; readonly controller?: boolean }[];
}

/** Page size: the API server then holds one page in memory, not the whole list (KEP-365). */
const page = '500';

interface ListAnswer {
  readonly items?: readonly { readonly metadata: ObjectMeta }[] | null;
  readonly metadata?: { readonly continue?: string };
}

/** All objects of a kind, in one namespace or in all, read page by page. @throws ClusterFault */
export async function listAll(cluster: Cluster, resource: Resource, namespace?: string): Promise<KubeObject[]> {
  const what = `list ${resource.plural} ${namespace === undefined ? 'in all namespaces' : `in namespace '${namespace}'`}`;
  const path = pathOf(resource, namespace);
  const instead =
    resource.instead ?? (namespace === undefined ? 'name those that you may see with --namespace' : undefined);
  const call = { what, ...(instead === undefined ? {} : { instead }) };
  let found: KubeObject[] = [];
  let rest: string | undefined;
  for (let again = true; ; ) {
    const query = { limit: page, ...resource.query, ...(rest === undefined ? {} : { continue: rest }) };
    try {
      const { items, metadata } = (await cluster.call(path, { ...call, query })) as ListAnswer;
      // Entries of a list leave out their kind and API.
      for (const item of items ?? []) found.push({ ...item, apiVersion: apiVersionOf(resource), kind: resource.kind });
      rest = metadata?.continue;
    } catch (e) {
      // 410: the list expired between two pages. It is read from the beginning again, once.
      if (!(e instanceof ClusterFault) || e.status !== 410 || rest === undefined) throw e;
      if (!again) throw tooOld(cluster, what);
      again = false;
      found = [];
      rest = undefined;
      continue;
    }
    if (rest === undefined || rest === '') return found;
  }
}

const tooOld = ({ context }: Cluster, what: string): ClusterFault =>
  new ClusterFault(
    `The cluster of context '${context}' could not ${what} to the end: twice it let the list go before all of it was read. Try again, or name fewer namespaces with --namespace.`,
    410,
  );
