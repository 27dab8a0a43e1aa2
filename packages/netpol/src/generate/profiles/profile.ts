import type { ComponentName } from '@headrace/topology';
import type { Labels } from '../../model/policy.ts';
import type { GenerateOptions } from '../options.ts';

/** How the pods of an installation are called: everything else of a policy follows from the topology. */
export interface Profile {
  /** Labels of a component's pods; undefined where this profile has no such pods. */
  readonly podLabels: (component: ComponentName, options: GenerateOptions) => Labels | undefined;
  /** Name of the policy for what comes into (or goes out of) a component. */
  readonly policyName: (component: ComponentName, direction: 'ingress' | 'egress', options: GenerateOptions) => string;
  /** Labels of the policies themselves. */
  readonly policyLabels: (options: GenerateOptions) => Labels | undefined;
}
