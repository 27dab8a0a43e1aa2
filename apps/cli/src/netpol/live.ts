import type { Cluster, ClusterChoice } from '@headrace/cluster';
import { printableLine } from '@headrace/text';
import { complain } from '../terminal.ts';

/** What talks to a cluster, loaded only when one is asked for: the client's models take a second. */
export type Live = typeof import('@headrace/cluster') & { readonly cluster: Cluster };

/** A command may open the cluster more than once. */
const said = new Set<string>();

/** Opens what the kubeconfig names. What somebody should know before is said on standard error. Nothing is asked of the cluster yet. */
export async function connect({ kubeconfig, context }: ClusterChoice): Promise<Live> {
  const live = await import('@headrace/cluster');
  const choice = {
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
    ...(context === undefined ? {} : { context }),
  };
  const cluster = new live.Cluster(choice);
  for (const warning of cluster.warnings) {
    if (!said.has(warning)) complain(printableLine(warning));
    said.add(warning);
  }
  return { ...live, cluster };
}
