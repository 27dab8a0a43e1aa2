import type { CompiledPolicies, Labels } from '@headrace/netpol';
import type { KubeObject } from '../read/list.ts';
import type { ClusterRead } from '../read/read-cluster.ts';
import { whyNot } from './probe-pod.ts';
import type { ProbePodRules } from './prober.ts';

/** The range of users that OpenShift assigns to a namespace, which its admission holds pods to. */
const assignedUsers = 'openshift.io/sa.scc.uid-range';

interface ServiceFields {
  readonly spec?: { readonly publishNotReadyAddresses?: boolean; readonly selector?: Labels };
}

/** What is known of the cluster about pods that may stand for others, all of one image. */
export function probePodRules(
  image: string,
  compiled: CompiledPolicies,
  { services, namespaces }: ClusterRead,
): ProbePodRules {
  const publishing = services.flatMap(({ metadata, spec }: KubeObject & ServiceFields) =>
    spec?.publishNotReadyAddresses === true && spec.selector
      ? [{ name: metadata.name, namespace: metadata.namespace, selector: spec.selector }]
      : [],
  );
  const policies = compiled.policies.map((p) => p.located.policy);
  const labelsOf = (workload: number): Labels => compiled.index.workloads[workload]?.labels ?? {};
  return {
    image,
    labelsOf: (pod) => labelsOf(pod.workload),
    whyNot: ({ workload, namespace }) =>
      whyNot(
        labelsOf(workload),
        namespace,
        policies,
        publishing.filter((s) => s.namespace === namespace),
      ),
    usersAreAssigned: (name) =>
      namespaces.some((n) => n.metadata.name === name && n.metadata.annotations?.[assignedUsers] !== undefined),
  };
}
