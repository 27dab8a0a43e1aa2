import { type ComponentName, isOutside } from '@headrace/topology';
import type { Profile } from './profile.ts';

const common = { 'app.kubernetes.io/name': 'headrace', 'app.kubernetes.io/part-of': 'headrace' } as const;

/** Our own labels and names, the default of the operator. The Flink operator keeps the labels of its chart. */
export const headraceProfile: Profile = {
  podLabels: (component: ComponentName) => {
    if (isOutside(component)) return undefined;
    if (component === 'flink-operator') return { 'app.kubernetes.io/name': 'flink-kubernetes-operator' };
    return { 'app.kubernetes.io/name': 'headrace', 'app.kubernetes.io/component': component };
  },
  policyName: (component, direction) => `headrace-${component}${direction === 'egress' ? '-egress' : ''}`,
  policyLabels: () => ({ ...common, 'app.kubernetes.io/managed-by': 'headrace-operator' }),
};
