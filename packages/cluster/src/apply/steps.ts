import type { NetworkPolicy } from '@headrace/netpol';
import type { Cluster } from '../connect/cluster.ts';
import { ClusterFault, RollbackError } from '../connect/fault.ts';
import {
  applyPolicy,
  deletePolicy,
  isOnlyOurs,
  type KeptPolicy,
  nameOf,
  readPolicy,
  type Version,
  versionOf,
} from './policy.ts';
import { retry } from './retry.ts';

interface Step {
  readonly policy: NetworkPolicy;
  readonly before: KeptPolicy | undefined;
  /** The version after the change. Undefined if the cluster did not answer, or if another client wrote at the same time. */
  readonly left?: Version;
}

/** Changes to policies that can be rolled back, the last one first. Policies that others have changed since are not touched. */
export class Steps {
  private readonly cluster: Cluster;
  private readonly say: (message: string) => void;
  private readonly done: Step[] = [];

  constructor(cluster: Cluster, say: (message: string) => void) {
    this.cluster = cluster;
    this.say = say;
  }

  /** Whether nothing was changed, since all policies existed already. */
  get isEmpty(): boolean {
    return this.done.length === 0;
  }

  /** Applies policies in their order. @throws ClusterFault */
  async apply(all: readonly NetworkPolicy[]): Promise<void> {
    for (const policy of all) {
      const before = await readPolicy(this.cluster, policy);
      const kept = await this.applied({ policy, before });
      const changed = before?.metadata.resourceVersion !== kept.metadata.resourceVersion;
      if (changed) this.done.push({ policy, before, ...(isOnlyOurs(kept, before) ? { left: versionOf(kept) } : {}) });
      this.say(`${nameOf(policy)} ${changed ? (before ? 'changed' : 'created') : 'is as it should be'}.`);
    }
  }

  /**
   * Rolls back all changes, as far as the cluster allows it.
   * @throws RollbackError that names what is left, and how to remove it
   */
  async takeBack(): Promise<void> {
    const left: string[] = [];
    for (const step of this.done.splice(0).reverse())
      try {
        await retry(() => this.undo(step));
        this.say(`${nameOf(step.policy)} ${step.before ? 'put back as it was' : 'taken back'}.`);
      } catch (e) {
        if (!(e instanceof ClusterFault)) throw e;
        left.push(`${nameOf(step.policy)} is still applied. ${e.message} ${byHand(step, this.cluster)}`);
      }
    if (left.length > 0) throw new RollbackError(left.join('\n'));
  }

  private async applied(step: Step): Promise<KeptPolicy> {
    const { policy, before } = step;
    try {
      return await applyPolicy(this.cluster, policy, before ? { version: versionOf(before) } : {});
    } catch (e) {
      // Without an answer the cluster may have applied it nevertheless.
      if (!(e instanceof ClusterFault) || e.status === undefined) this.done.push(step);
      throw e;
    }
  }

  /** Reads the policy again immediately before, and changes only that version. */
  private async undo(step: Step): Promise<void> {
    const { policy, before } = step;
    const now = await readPolicy(this.cluster, policy);
    if (now ? before && isSame(now, before) : !before) return;
    if (!now || !isAsLeft(now, step)) throw changedSince();
    try {
      if (before) await applyPolicy(this.cluster, asWritten(policy, before), { version: versionOf(now) });
      else await deletePolicy(this.cluster, policy, versionOf(now));
    } catch (e) {
      throw e instanceof ClusterFault && e.status === 409 ? changedSince() : e;
    }
  }
}

/** Whether a policy is as this step left it. */
function isAsLeft(now: KeptPolicy, { before, left }: Step): boolean {
  if (!left) return isOnlyOurs(now, before);
  return now.metadata.uid === left.uid && now.metadata.resourceVersion === left.resourceVersion;
}

const isSame = (one: KeptPolicy, other: KeptPolicy): boolean =>
  one.metadata.uid === other.metadata.uid &&
  JSON.stringify(asWritten(one, one)) === JSON.stringify(asWritten(other, other));

const changedSince = () =>
  new ClusterFault('Somebody has changed, removed or replaced it since, so it is not touched: look at it first.', 409);

function byHand({ policy: { metadata }, before }: Step, { context }: Cluster): string {
  return before
    ? 'Apply your own version of it again.'
    : `Remove it: kubectl --context ${context} -n ${metadata.namespace} delete networkpolicy ${metadata.name}`;
}

/** The former spec; other fields that the cluster stores of an object may not be applied. */
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
