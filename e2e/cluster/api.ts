import { Cluster } from '@headrace/cluster';
import { inject } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { kubeconfigOf, type User } from './start.ts';

/** The kubeconfig of somebody who may sign in. */
export const kubeconfig = (user: User = 'admin'): string => kubeconfigOf(inject('cluster').folder, user);

let admin: Cluster | undefined;
/** The API server, as its administrator. */
export function api(): Cluster {
  admin ??= new Cluster({ kubeconfig: kubeconfig() });
  return admin;
}

export interface Applied {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid: string;
    readonly resourceVersion: string;
  };
  readonly [field: string]: unknown;
}

const plurals: Readonly<Record<string, string>> = { NetworkPolicy: 'networkpolicies', Ingress: 'ingresses' };
const plural = (kind: string) => plurals[kind] ?? `${kind.toLowerCase()}s`;

export function pathOf({
  apiVersion,
  kind,
  metadata,
}: Pick<Applied, 'apiVersion' | 'kind'> & { metadata: { name: string; namespace?: string } }): string {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const inside = metadata.namespace === undefined ? '' : `/namespaces/${metadata.namespace}`;
  return `${root}${inside}/${plural(kind)}/${metadata.name}`;
}

/** Applies objects written as YAML, in their order, status included; gives them as the API server keeps them. */
export async function apply(yaml: string): Promise<Applied[]> {
  const done: Applied[] = [];
  for (const document of parseAllDocuments(yaml)) {
    const object = (document as { toJS(): Applied }).toJS();
    const call = {
      method: 'PATCH' as const,
      query: { fieldManager: 'test', force: 'true' },
      contentType: 'application/apply-patch+yaml',
      what: `apply ${object.kind} ${object.metadata.name}`,
      body: object,
    };
    let kept = (await api().call(pathOf(object), call)) as Applied;
    if (object.status !== undefined) kept = (await api().call(`${pathOf(object)}/status`, call)) as Applied;
    done.push(kept);
  }
  return done;
}
