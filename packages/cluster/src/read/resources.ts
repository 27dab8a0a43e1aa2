/** How a kind is called in the paths of the API. */
export interface Resource {
  readonly kind: string;
  /** `/api/v1`, `/apis/apps/v1` */
  readonly api: string;
  readonly plural: string;
  readonly query?: Readonly<Record<string, string>>;
  /** What somebody who may not read it can do instead. */
  readonly instead?: string;
}

/** Pods that have ended hold no address any more, or one that another pod has now. */
export const pods: Resource = {
  kind: 'Pod',
  api: '/api/v1',
  plural: 'pods',
  // Nor is what a probe put there for a moment a workload of anybody.
  query: { fieldSelector: 'status.phase!=Succeeded,status.phase!=Failed', labelSelector: '!headrace.dev/probe' },
};

/** What makes pods, each before what it makes. */
export const controllers: readonly Resource[] = [
  { kind: 'Deployment', api: '/apis/apps/v1', plural: 'deployments' },
  { kind: 'StatefulSet', api: '/apis/apps/v1', plural: 'statefulsets' },
  { kind: 'DaemonSet', api: '/apis/apps/v1', plural: 'daemonsets' },
  { kind: 'ReplicaSet', api: '/apis/apps/v1', plural: 'replicasets' },
  { kind: 'ReplicationController', api: '/api/v1', plural: 'replicationcontrollers' },
  { kind: 'CronJob', api: '/apis/batch/v1', plural: 'cronjobs' },
  { kind: 'Job', api: '/apis/batch/v1', plural: 'jobs' },
];

export const services: Resource = { kind: 'Service', api: '/api/v1', plural: 'services' };
export const policies: Resource = {
  kind: 'NetworkPolicy',
  api: '/apis/networking.k8s.io/v1',
  plural: 'networkpolicies',
};
export const namespaces: Resource = { kind: 'Namespace', api: '/api/v1', plural: 'namespaces' };
export const endpointSlices: Resource = {
  kind: 'EndpointSlice',
  api: '/apis/discovery.k8s.io/v1',
  plural: 'endpointslices',
};
export const flinkDeployments: Resource = {
  kind: 'FlinkDeployment',
  api: '/apis/flink.apache.org/v1beta1',
  plural: 'flinkdeployments',
};
export const flinkBlueGreenDeployments: Resource = {
  kind: 'FlinkBlueGreenDeployment',
  api: '/apis/flink.apache.org/v1beta1',
  plural: 'flinkbluegreendeployments',
};

/** As objects write it: `v1`, `apps/v1`. */
export const apiVersionOf = ({ api }: Resource): string => api.replace(/^\/apis?\//, '');

/** The path of a resource, in a namespace or in all. */
export function pathOf({ api, plural }: Resource, namespace?: string, name?: string): string {
  const inside = namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
  return `${api}${inside}/${plural}${name === undefined ? '' : `/${encodeURIComponent(name)}`}`;
}
