import { type Labels, lastingLabels, matches, type NetworkPolicy } from '@headrace/netpol';
import type { RunningPod } from './pods.ts';

/** The label of probe pods; reading a cluster leaves such pods out. */
export const probeLabel = 'headrace.dev/probe';

/** Lifetime of a probe pod in seconds, after which it ends even if the command that started it is gone. */
const deadline = 300;

/** What a probe pod is created from. */
export interface ProbePodWish {
  readonly pod: RunningPod;
  readonly labels: Labels;
  readonly image: string;
  /** OpenShift gives each namespace its own range of users, and refuses any other. */
  readonly usersAreAssigned: boolean;
  readonly id: string;
}

/**
 * A pod that represents another one. It has the labels of that pod, so that the same policies select it, and nothing else of it. It
 * meets the restricted Pod Security Standard. Because of its labels, a controller or a Service could take it for a pod of the workload:
 * - The represented pod is its controller. Therefore no ReplicaSet, DaemonSet or Job adopts it (they adopt only pods without a
 *   controller), and it is deleted together with that pod.
 * - It has a readiness gate that never becomes true. Therefore no Service sends traffic to it.
 * Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function probePod({ pod, labels, image, usersAreAssigned, id }: ProbePodWish) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      // bounded: at most 40 characters.
      name: `${pod.name.slice(0, 40).replace(/[-.]+$/, '')}-probe-${id}`,
      namespace: pod.namespace,
      labels: { ...lastingLabels(labels), [probeLabel]: id },
      ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: pod.name, uid: pod.uid, controller: true }],
    },
    spec: {
      restartPolicy: 'Never',
      activeDeadlineSeconds: deadline,
      terminationGracePeriodSeconds: 1,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      readinessGates: [{ conditionType: 'headrace.dev/never-ready' }],
      securityContext: {
        runAsNonRoot: true,
        ...(usersAreAssigned ? {} : { runAsUser: 65_532 }),
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [
        {
          name: 'probe',
          image,
          command: ['sleep', String(deadline)],
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
          resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { cpu: '200m', memory: '128Mi' } },
        },
      ],
    },
  } as const;
}

/** Why this workload cannot have a probe pod; undefined if it can. */
export function whyNot(
  labels: Labels,
  namespace: string,
  policies: readonly NetworkPolicy[],
  publishing: readonly { readonly name: string; readonly selector: Labels }[],
): string | undefined {
  const lasting = lastingLabels(labels);
  const service = publishing.find(({ selector }) => matches({ matchLabels: selector }, lasting));
  if (service)
    return `the Service ${service.name} publishes pods that are not ready (publishNotReadyAddresses), and would send calls to a probe pod`;
  const policy = policies.find(
    ({ metadata, spec }) =>
      metadata.namespace === namespace && matches(spec.podSelector, labels) !== matches(spec.podSelector, lasting),
  );
  return policy && `the policy ${policy.metadata.name} selects by a label that a controller gives to each pod`;
}
