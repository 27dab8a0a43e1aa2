/**
 * Labels that a controller gives to each pod, revision or run anew: they say which pod it is, not what it does.
 * Source: https://kubernetes.io/docs/reference/labels-annotations-taints/
 */
export const passingLabels: ReadonlySet<string> = new Set([
  'pod-template-hash',
  'controller-revision-hash',
  'pod-template-generation',
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
  'batch.kubernetes.io/job-completion-index',
  'controller-uid',
  'batch.kubernetes.io/controller-uid',
  'job-name',
  'batch.kubernetes.io/job-name',
  'strimzi.io/pod-name',
  'rollouts-pod-template-hash',
]);
