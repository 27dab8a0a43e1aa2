import { type ComponentName, componentNames, components, type Listener, listenerOf } from '@headrace/topology';
import type { IngressRule } from '../model/policy.ts';
import { type GeneratedPolicy, policyOf, type Reasoned } from './generated.ts';
import type { GenerateOptions } from './options.ts';
import { namespaceOf, peersOf } from './peers.ts';
import { policyPorts, rangesOf } from './ports.ts';
import type { Profile } from './profiles/profile.ts';

/** What comes in, straight from the topology: a policy for each component with pods, a rule for each of its ports. */
export function ingressPolicies(profile: Profile, options: GenerateOptions): GeneratedPolicy[] {
  return componentNames.flatMap((component) => {
    const labels = profile.podLabels(component, options);
    if (!labels) return [];
    const namespace = namespaceOf(component, options);
    const policyLabels = profile.policyLabels(options);
    return [
      policyOf({
        name: profile.policyName(component, 'ingress', options),
        namespace,
        reason: `${components[component].purpose}: only what is listed here may call it`,
        podSelector: { matchLabels: labels },
        ...(policyLabels ? { labels: policyLabels } : {}),
        ingress: rulesOf(component, namespace, profile, options),
      }),
    ];
  });
}

function rulesOf(
  component: ComponentName,
  namespace: string,
  profile: Profile,
  options: GenerateOptions,
): Reasoned<IngressRule>[] {
  const listeners: readonly Listener[] = components[component].listens;
  return listeners.flatMap((listener) => {
    const ranges = listener.name === 'metrics' ? metricsRanges(options) : rangesOf(listener, options);
    if (ranges.length === 0) return [];
    const peers = peersOf(listener.callers, namespace, profile, options);
    if (peers !== 'everyone' && peers.length === 0) return [];
    const ports = policyPorts(listener, ranges);
    const rule: IngressRule = { ...(peers === 'everyone' ? {} : { from: peers }), ports };
    const own = { rule, reason: `${listener.reason}; without it ${listener.without}` };
    return component === 'jobmanager' && listener.name === 'rest' ? [own, ...restCallerRules(options)] : [own];
  });
}

/** Others who may call the REST API, when somebody has named them. */
export function restCallerRules(options: GenerateOptions): Reasoned<IngressRule>[] {
  const { restCallers = [] } = options;
  if (restCallers.length === 0) return [];
  const rest = listenerOf('jobmanager', 'rest');
  const rule = { from: restCallers, ports: policyPorts(rest, rangesOf(rest, options)) };
  return [{ rule, reason: 'callers of the REST API that were named with --rest-from' }];
}

/** Metrics are open only where they are asked for or a reporter is configured. */
export function metricsRanges({ metrics, flinkDeployment }: GenerateOptions) {
  if (metrics?.port !== undefined) return [{ start: metrics.port, end: metrics.port }];
  return flinkDeployment?.metrics ?? [];
}
