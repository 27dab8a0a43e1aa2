import type { ClusterRead, NeededProbe, Outcome, RollbackOutcome } from '@headrace/cluster';
import { type DenyReview, type Finding, type ProfileName, reviewDeny, workloadKey } from '@headrace/netpol';
import { printable, UserError } from '@headrace/text';
import { interruptible, mayGoOn } from '../consent.ts';
import { complain, say } from '../terminal.ts';
import { flinkOf } from './flink.ts';
import { apiOf, type InstallationArguments, optionsOf } from './installation.ts';
import { connect, type Live } from './live.ts';
import { closing } from './probe.ts';
import { hasErrors, lineOf } from './read-path.ts';

export interface ApplyOptions extends InstallationArguments {
  readonly profile: ProfileName;
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly denyAll: 'ingress' | 'egress' | 'both';
  readonly timeout: number;
  readonly settle: number;
  readonly probePod?: string;
  readonly yes: boolean;
}

/** Connections that must be shut afterwards; so many are enough to see that policies are enforced. */
const samples = 5;

/**
 * `headrace netpol apply --deny-all`: the policies of an installation, default-deny last, watched by real connections. Exit
 * code 1: it was refused because something would break, taken back because something did, or the cluster enforces no policy;
 * 2: it could not be done, or not taken back.
 */
export async function apply(options: ApplyOptions): Promise<number> {
  const live = await connect(options);
  const { findings, review, found } = await reviewed(live, options);
  for (const finding of findings) complain(lineOf(finding));
  if (!review || hasErrors(findings)) {
    complain('Nothing was applied: see the errors above.');
    return 1;
  }
  const { compiled } = review;
  const pods = live.runningPods(compiled, found.pods);
  const needed = live.neededProbes(review.needed, pods);
  const denied = live.plan(compiled, found.read.world.services, pods, []).filter((p) => !p.allowed);
  const probePod = options.probePod === undefined ? undefined : live.probePodRules(options.probePod, compiled, found);
  if (!(await mayGoOn(intention(review, needed.length, live), { option: '--yes', given: options.yes })))
    throw new UserError('Nothing was applied.');
  const outcome = await interruptible(async (signal) => {
    const prober = new live.Prober(live.cluster, { seconds: options.timeout, probePod, signal });
    const { allows, denies } = review;
    const plan = { allows, denies, needed, denied: denied.slice(0, samples), settle: options.settle * 1000 };
    return closing(prober, () => live.applyDeny(live.cluster, prober, plan, (message) => say(message)));
  });
  return told(outcome, review, needed.length);
}

interface Reviewed {
  readonly findings: readonly Finding[];
  readonly review: DenyReview | undefined;
  readonly found: ClusterRead;
}

async function reviewed(live: Live, options: ApplyOptions): Promise<Reviewed> {
  const flink = await flinkOf({ ...options, live: true, namespace: [options.namespace ?? 'default'] });
  const namespace = options.namespace ?? flink?.deployment?.namespace ?? 'default';
  const { flinkOperatorNamespace = namespace } = options;
  const found = await live.readCluster(live.cluster, [...new Set([namespace, flinkOperatorNamespace])]);
  const findings: Finding[] = [...found.read.findings];
  const wanted = optionsOf({ ...options, namespace, ...(await apiOf(options, live)) }, flink, findings);
  if (hasErrors(findings)) return { findings, review: undefined, found };
  const review = reviewDeny(found.read.world, wanted);
  return { findings: [...findings, ...review.findings], review, found };
}

function intention({ allows, denies }: DenyReview, needed: number, { cluster }: Live): string {
  const names = [...allows, ...denies].map(({ metadata }) => `  ${metadata.namespace}/${metadata.name}`);
  return `In the cluster of context '${cluster.context}' these policies will be applied, in this order:\n${names.join('\n')}\nBefore and after the last, ${needed} needed connections are tried from the pods themselves; if one fails, the deny is taken back.`;
}

function told(outcome: Outcome, { compiled }: DenyReview, needed: number): number {
  const nameOf = (workload: number) => {
    const found = compiled.index.workloads[workload];
    return found ? workloadKey(found) : '';
  };
  const words = ({ planned: { from, to, port } }: Pick<NeededProbe, 'planned'>) =>
    `${nameOf(from.workload)} to ${nameOf(to.workload)} on TCP ${port}`;
  if (outcome.kind === 'not measured') {
    for (const [one, why] of outcome.unmeasured) complain(`${words(one)} cannot be measured: ${why}.`);
    complain('Nothing was applied: what is needed must be measured, so that the deny can be taken back.');
    return 1;
  }
  if (outcome.kind === 'failing') {
    const { listener } = outcome.failing.needed;
    const what = outcome.after === 'deny' ? 'default-deny' : 'the policies that allow';
    complain(`${words(outcome.failing)} fails under ${what}: ${listener.without}.`);
    complain(becameOf(outcome.rollback));
    return typeof outcome.rollback === 'string' ? 1 : 2;
  }
  if (outcome.kind === 'not enforced') {
    complain(
      `${words({ planned: outcome.denied })} is denied now and came through: this cluster accepts policies and does not enforce them. They are left applied, and stop nothing. Ask for a network plugin that enforces them.`,
    );
    return 1;
  }
  say(
    needed === 0
      ? 'Applied. No two pods of this installation run there yet, so nothing could be tried.'
      : `Applied, and all ${needed} needed connections get through.`,
  );
  if (!outcome.enforced.seen)
    complain(
      printable(
        `That what is denied does not come through was not seen: ${outcome.enforced.why}. Look with headrace netpol probe.`,
      ),
    );
  return 0;
}

function becameOf(rollback: RollbackOutcome): string {
  if (typeof rollback !== 'string') return printable(rollback.message);
  const what =
    rollback === 'as before' ? 'The policies were there before and are left.' : 'What was applied was taken back.';
  return `${what} See who else blocks it: headrace netpol probe.`;
}
