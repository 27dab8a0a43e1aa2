import type { Cluster, ClusterChoice } from '@headrace/cluster';

/** What talks to a cluster, loaded only when one is asked for: the client's models take a second. */
export type Live = typeof import('@headrace/cluster') & { readonly cluster: Cluster };

export async function connect({ kubeconfig, context }: ClusterChoice): Promise<Live> {
  const live = await import('@headrace/cluster');
  const choice = {
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
    ...(context === undefined ? {} : { context }),
  };
  return { ...live, cluster: new live.Cluster(choice) };
}
