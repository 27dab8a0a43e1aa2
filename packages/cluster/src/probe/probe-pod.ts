import { type Labels, lastingLabels, matches, type NetworkPolicy } from '@headrace/netpol';
import type { RunningPod } from './pods.ts';

/** Marks a probe pod; what reads the cluster leaves such pods out. */
export const probeLabel = 'headrace.dev/probe';

/** A probe pod ends by itself after so many seconds, whatever becomes of who started it. */
const deadline = 300;

/** What a namespace says that concerns a probe pod. */
export interface ProbePodWish {
  readonly pod: RunningPod;
  readonly labels: Labels;
  readonly image: string;
  /** OpenShift gives each namespace its own range of users, and refuses any other. */
  readonly usersAreAssigned: boolean;
  readonly id: string;
}

/**
 * A pod that stands for another one: its labels, so that the same policies select it, and nothing else of it. It meets the
 * restricted standard of pod security. With the labels it would be taken for a pod of the workload, so
 * - the pod that it stands for is its controller: nothing else adopts it (a ReplicaSet, DaemonSet or Job takes what its
 *   selector finds only where no other controller is named), and it goes with that pod;
 * - it has a readiness gate that nobody opens: no Service ever sends anything to it.
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

/** Why no pod can stand for this workload, if none can. */
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
