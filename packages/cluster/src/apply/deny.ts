import type { NetworkPolicy } from '@headrace/netpol';
import type { Cluster } from '../connect/cluster.ts';
import { RollbackError } from '../connect/fault.ts';
import type { Planned } from '../probe/plan.ts';
import type { Prober } from '../probe/prober.ts';
import { type Probed, probeAll } from '../probe/run.ts';
import type { NeededProbe } from './needed.ts';
import { applyPolicy } from './policy.ts';
import { Steps } from './steps.ts';
import { allPass, keepPassing, unmeasured } from './watch.ts';

/** What is to be applied, and how it is watched. */
export interface DenyPlan {
  readonly allows: readonly NetworkPolicy[];
  readonly denies: readonly NetworkPolicy[];
  readonly needed: readonly NeededProbe[];
  /** Connections that must not get through afterwards: where they do, the policies are not enforced. */
  readonly denied: readonly Planned[];
  /** So long (ms) a policy may need to be enforced; needed connections are watched as long after the deny. */
  readonly settle: number;
}

/** What became of the policies under which something failed: none was changed, or what could not be taken back. */
export type RollbackOutcome = 'taken back' | 'as before' | RollbackError;

/** Whether a connection that is denied was seen to fail, or why none was. */
export type Enforced = { readonly seen: true } | { readonly seen: false; readonly why: string };

export type Outcome =
  | { readonly kind: 'done'; readonly enforced: Enforced }
  | { readonly kind: 'not measured'; readonly unmeasured: readonly (readonly [NeededProbe, string])[] }
  | {
      readonly kind: 'failing';
      readonly after: 'allows' | 'deny';
      readonly failing: NeededProbe;
      readonly rollback: RollbackOutcome;
    }
  | { readonly kind: 'not enforced'; readonly denied: Planned };

/**
 * The safe way into default-deny. The cluster is asked first whether it would take everything; then the allows, and every
 * needed connection must get through; then the deny, under which they are watched. The first that fails, and any other reason
 * to stop, takes the deny back at once; one that fails before it takes the allows back, since they restrict too.
 * @throws ClusterFault when the cluster refuses, and what `prober` throws; then too nothing of the deny is left, or it is a
 *   LeftBehind that says what is
 */
export async function applyDeny(
  cluster: Cluster,
  prober: Prober,
  plan: DenyPlan,
  say: (sentence: string) => void,
): Promise<Outcome> {
  for (const policy of [...plan.allows, ...plan.denies]) await applyPolicy(cluster, policy, { dryRun: true });
  const missing = await unmeasured(prober, plan.needed);
  if (missing.length > 0) return { kind: 'not measured', unmeasured: missing };
  const opening = await guarded(new Steps(cluster, say), plan.allows, () => allPass(prober, plan.needed, plan.settle));
  if (opening) return { kind: 'failing', after: 'allows', ...opening };
  const shutting = await guarded(new Steps(cluster, say), plan.denies, () =>
    keepPassing(prober, plan.needed, plan.settle),
  );
  if (shutting) return { kind: 'failing', after: 'deny', ...shutting };
  const denied = await probeAll(prober, plan.denied, 1000);
  const through = denied.find((p) => p.verdict === 'not enforced');
  return through ? { kind: 'not enforced', denied: through.planned } : { kind: 'done', enforced: enforcedBy(denied) };
}

function enforcedBy(denied: readonly Probed[]): Enforced {
  if (denied.some((p) => p.verdict === 'as computed')) return { seen: true };
  const [first] = denied.flatMap(({ measured }) => ('unknown' in measured ? [measured.unknown] : []));
  return { seen: false, why: first ?? 'no two pods run there that may not call each other' };
}

/** Applies, watches, and takes back when a connection fails or the watching ends early. */
async function guarded(
  steps: Steps,
  policies: readonly NetworkPolicy[],
  watch: () => Promise<NeededProbe | undefined>,
): Promise<{ failing: NeededProbe; rollback: RollbackOutcome } | undefined> {
  let failing: NeededProbe | undefined;
  try {
    await steps.apply(policies);
    failing = await watch();
  } catch (e) {
    await steps.takeBack();
    throw e;
  }
  return failing && { failing, rollback: await rollbackOutcomeOf(steps) };
}

async function rollbackOutcomeOf(steps: Steps): Promise<RollbackOutcome> {
  if (steps.isEmpty) return 'as before';
  try {
    await steps.takeBack();
    return 'taken back';
  } catch (e) {
    if (e instanceof RollbackError) return e;
    throw e;
  }
}
