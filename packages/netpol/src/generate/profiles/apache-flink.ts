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
    return { ...clusterLabel(options), type: 'flink-native-kubernetes', component };
  },
  policyName: (component, direction, options) => {
    const cluster = options.flinkDeployment?.name ?? 'flink';
    return `${cluster}-${component}${direction === 'egress' ? '-egress' : ''}`;
  },
  policyLabels: (options) => ({ ...clusterLabel(options), 'app.kubernetes.io/part-of': 'headrace' }),
};

/** Without a FlinkDeployment to name it, every Flink cluster of the namespace is meant. */
const clusterLabel = ({ flinkDeployment }: GenerateOptions): Labels =>
  flinkDeployment && flinkDeployment.name !== '' ? { app: flinkDeployment.name } : {};
