import type { ComponentName } from '@headrace/topology';
import type { Labels } from '../../model/policy.ts';
import type { GenerateOptions } from '../options.ts';
import { headraceProfile } from './headrace.ts';
import type { Profile } from './profile.ts';

/**
 * Pods that the Apache Flink Kubernetes Operator makes of a FlinkDeployment, called by our own Event Processing.
 * Source: https://nightlies.apache.org/flink/flink-kubernetes-operator-docs-stable/
 */
export const apacheFlinkProfile: Profile = {
  podLabels: (component: ComponentName, options: GenerateOptions): Labels | undefined => {
    if (component !== 'jobmanager' && component !== 'taskmanager') return headraceProfile.podLabels(component, options);
    return { ...clusterLabel(options), type: typeOf(options), component };
  },
  policyName: (component, direction, options) =>
    `${nameOf(component, clusterName(options))}${direction === 'egress' ? '-egress' : ''}`,
  policyLabels: (options) => ({ ...clusterLabel(options), 'app.kubernetes.io/part-of': 'headrace' }),
};

/** The operator labels pods by how the cluster is deployed; native is its default (`spec.mode`). */
const typeOf = ({ flinkDeployment }: GenerateOptions): string =>
  `flink-${flinkDeployment?.mode ?? 'native'}-kubernetes`;

/** Each cluster of a namespace has policies of its own, for our pods too: what these may call depends on the cluster. */
function nameOf(component: ComponentName, cluster: string | undefined): string {
  if (component === 'flink-operator') return cluster === undefined ? component : `${cluster}-${component}`;
  const isFlink = component === 'jobmanager' || component === 'taskmanager';
  // Ours say whose they are: there are two operators.
  return `${cluster ?? 'flink'}-${isFlink ? component : `headrace-${component}`}`;
}

/** Without a FlinkDeployment to name it, every Flink cluster of the namespace is meant. */
function clusterLabel(options: GenerateOptions): Labels {
  const app = clusterName(options);
  return app === undefined ? {} : { app };
}

/** A FlinkDeployment that has no name yet names no cluster. */
const clusterName = ({ flinkDeployment }: GenerateOptions): string | undefined => flinkDeployment?.name || undefined;
