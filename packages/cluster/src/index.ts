export { Cluster } from './connect/cluster.ts';
export { ClusterFault } from './connect/fault.ts';
export type { ClusterChoice } from './connect/kubeconfig.ts';
export { readFlinkDeployments, readKubernetesApi } from './read/installation.ts';
export { type ClusterRead, readCluster } from './read/read-cluster.ts';
