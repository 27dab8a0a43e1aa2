import { workloadKey } from '../../model/world.ts';
import type { ReviewFinding } from '../codes.ts';
import type { ReviewContext } from '../context.ts';

/** Pods that no policy restricts: every pod of the cluster may call them. */
export function unrestrictedIngress({ compiled, platform }: ReviewContext): ReviewFinding[] {
  const { index, restricting } = compiled;
  return index.workloads.flatMap((workload, i): ReviewFinding[] => {
    if (workload.hostNetwork || (restricting.Ingress[i] ?? []).length > 0) return [];
    return [
      {
        code: 'review/open',
        severity: 'warning',
        message: `No policy restricts what comes into ${workloadKey(workload)}: every pod of the cluster may call all of its ports.`,
        fix: `Allow its callers by a policy${platform === 'openshift' ? ' (routers and webhooks by a namespaceSelector on policy-group.network.openshift.io/…, without podSelector)' : ''}, then deny the rest with default-deny-ingress.`,
        subject: workloadKey(workload),
        ...(workload.place ? { place: workload.place } : {}),
      },
    ];
  });
}
