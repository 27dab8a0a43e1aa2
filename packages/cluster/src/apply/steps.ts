import type { NetworkPolicy } from '@headrace/netpol';
import type { Cluster } from '../connect/cluster.ts';
import { ClusterFault, LeftBehind } from '../connect/fault.ts';
import { persistently } from './persistently.ts';
import { applyPolicy, deletePolicy, nameOf, readPolicy } from './policy.ts';

interface Kept extends NetworkPolicy {
  readonly metadata: NetworkPolicy['metadata'] & { readonly resourceVersion?: string };
}

interface Step {
  readonly policy: NetworkPolicy;
  readonly before: NetworkPolicy | undefined;
}

/** What was changed, so that it can be taken back: the last first. */
export class Steps {
  private readonly cluster: Cluster;
  private readonly say: (sentence: string) => void;
  private readonly done: Step[] = [];

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
      const version = await this.applied({ policy, before });
      const changed = before?.metadata.resourceVersion !== version;
      if (changed) this.done.push({ policy, before });
      this.say(`${nameOf(policy)} ${changed ? (before ? 'changed' : 'created') : 'is as it should be'}.`);
    }
  }

  /**
   * Takes back what was changed, as far as the cluster lets it.
   * @throws LeftBehind naming what is left and what removes it
   */
  async takeBack(): Promise<void> {
    const left: string[] = [];
    for (const step of this.done.splice(0).reverse())
      try {
        await persistently(() => this.undo(step));
        this.say(`${nameOf(step.policy)} ${step.before ? 'put back as it was' : 'taken back'}.`);
      } catch (e) {
        if (!(e instanceof ClusterFault)) throw e;
        left.push(`${nameOf(step.policy)} is still applied. ${e.message} ${byHand(step, this.cluster)}`);
      }
    if (left.length > 0) throw new LeftBehind(left.join('\n'));
  }

  private async applied(step: Step): Promise<string> {
    try {
      return await applyPolicy(this.cluster, step.policy);
    } catch (e) {
      // Without an answer the cluster may have taken it all the same.
      if (!(e instanceof ClusterFault) || e.status === undefined) this.done.push(step);
      throw e;
    }
  }

  private async undo({ policy, before }: Step): Promise<void> {
    if (before) await applyPolicy(this.cluster, asWritten(policy, before));
    else await deletePolicy(this.cluster, policy);
  }
}

function byHand({ policy: { metadata }, before }: Step, { context }: Cluster): string {
  return before
    ? 'Apply your own version of it again.'
    : `Remove it: kubectl --context ${context} -n ${metadata.namespace} delete networkpolicy ${metadata.name}`;
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
