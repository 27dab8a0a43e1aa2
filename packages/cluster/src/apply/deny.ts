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

/** The policies to apply, and the connections to watch meanwhile. */
export interface DenyPlan {
  readonly allows: readonly NetworkPolicy[];
  readonly denies: readonly NetworkPolicy[];
  readonly needed: readonly NeededProbe[];
  /** Connections that must fail afterwards; otherwise the policies are not enforced. */
  readonly denied: readonly Planned[];
  /** Time (ms) within which a policy must be enforced; needed connections are watched for as long after default-deny. */
  readonly settle: number;
}

/** The result of a rollback: done, not necessary since no policy was changed, or failed. */
export type RollbackOutcome = 'taken back' | 'as before' | RollbackError;

/** Whether a denied connection was seen to fail, or why none was tried. */
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
 * Introduces default-deny safely. First a dry run checks that the cluster accepts all policies. Then the allow policies are applied, and
 * every needed connection must succeed. Then default-deny is applied while the needed connections are watched. The first failure, or any
 * other reason to stop, rolls default-deny back at once; a failure before that rolls the allow policies back, since they restrict too.
 * @throws ClusterFault if the cluster rejects a request, and errors of `prober`; then default-deny is rolled back too, or the error is a
 *   RollbackError that names what is left
 */
export async function applyDeny(
  cluster: Cluster,
  prober: Prober,
  plan: DenyPlan,
  say: (message: string) => void,
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

/** Applies policies, watches, and rolls back if a connection fails or watching ends early. */
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
