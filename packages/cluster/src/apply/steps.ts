import type { NetworkPolicy } from '@headrace/netpol';
import type { Cluster } from '../connect/cluster.ts';
import { applyPolicy, deletePolicy, nameOf, readPolicy } from './policy.ts';

interface Kept extends NetworkPolicy {
  readonly metadata: NetworkPolicy['metadata'] & { readonly resourceVersion?: string };
}

/** What was changed, so that it can be taken back: the last first. */
export class Steps {
  private readonly cluster: Cluster;
  private readonly say: (sentence: string) => void;
  private readonly done: { readonly policy: NetworkPolicy; readonly before: NetworkPolicy | undefined }[] = [];

  constructor(cluster: Cluster, say: (sentence: string) => void) {
    this.cluster = cluster;
    this.say = say;
  }

  /** Nothing was changed: all was there already. */
  get isEmpty(): boolean {
    return this.done.length === 0;
  }

  /** Applies policies in their order. @throws ClusterFault */
  async apply(all: readonly NetworkPolicy[]): Promise<void> {
    for (const policy of all) {
      const before = (await readPolicy(this.cluster, policy)) as Kept | undefined;
      const version = await applyPolicy(this.cluster, policy);
      const changed = before?.metadata.resourceVersion !== version;
      if (changed) this.done.push({ policy, before });
      this.say(`${nameOf(policy)} ${changed ? (before ? 'changed' : 'created') : 'is as it should be'}.`);
    }
  }

  /** Takes back what was changed. @throws ClusterFault naming what is left when the cluster does not let it */
  async takeBack(): Promise<void> {
    for (const { policy, before } of this.done.splice(0).reverse()) {
      if (before) await applyPolicy(this.cluster, asWritten(policy, before));
      else await deletePolicy(this.cluster, policy);
      this.say(`${nameOf(policy)} ${before ? 'put back as it was' : 'taken back'}.`);
    }
  }
}

/** The spec of before; the rest of what the cluster keeps of an object may not be applied. */
function asWritten({ apiVersion, kind, metadata }: NetworkPolicy, before: NetworkPolicy): NetworkPolicy {
  const { annotations, labels } = before.metadata;
  const { name, namespace } = metadata;
  return {
    apiVersion,
    kind,
    metadata: { name, namespace, ...(labels ? { labels } : {}), ...(annotations ? { annotations } : {}) },
    spec: before.spec,
  };
}
