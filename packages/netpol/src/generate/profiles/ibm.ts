import { listenerOf } from '@headrace/topology';
import { namespaceNameLabel } from '../../evaluate/workload-index.ts';
import type { IngressRule, LabelSelector, Labels, Peer } from '../../model/policy.ts';
import { type GeneratedPolicy, policyOf } from '../generated.ts';
import { metricsRanges, restCallerRules } from '../ingress.ts';
import type { GenerateOptions } from '../options.ts';
import { policyPorts, rangesOf } from '../ports.ts';
import type { Profile } from './profile.ts';

const operator: Labels = {
  'app.kubernetes.io/instance': 'ibm-eventautomation-flink-operator',
  'app.kubernetes.io/name': 'flink-kubernetes-operator',
  name: 'ibm-eventautomation-flink-operator',
};
const operand: Labels = {
  'app.kubernetes.io/instance': 'ibm-eventautomation-flink',
  'app.kubernetes.io/managed-by': 'ibm-eventautomation-flink-operator',
  'app.kubernetes.io/name': 'ibm-eventautomation-flink',
};
const eventProcessing: Labels = {
  'app.kubernetes.io/component': 'ibm-ep',
  'app.kubernetes.io/managed-by': 'ibm-ep-operator',
};
const flink = 'ibm-eventautomation-flink';

/** Labels of the pods, for what is generated beyond the published set (egress). */
export const ibmProfile: Profile = {
  podLabels: (component) => {
    if (component === 'flink-operator') return operator;
    if (component === 'jobmanager' || component === 'taskmanager') return { ...operand, component };
    return component === 'backend' ? eventProcessing : undefined;
  },
  policyName: (component, direction) => {
    const name =
      component === 'flink-operator'
        ? `${flink}-operator`
        : component === 'backend'
          ? 'ibm-ep'
          : `${flink}-${component}`;
    return direction === 'egress' ? `${name}-egress` : name;
  },
  policyLabels: () => undefined,
};

const pods = (labels: Labels, component?: 'jobmanager' | 'taskmanager'): LabelSelector => ({
  matchLabels: component ? { ...labels, component } : labels,
});

/** The published set: the same names, selectors, peers and ports, and nothing else unless ports are to be pinned. */
export function ibmPolicies(options: GenerateOptions): GeneratedPolicy[] {
  const { namespace, pinPorts = false } = options;
  const make = (suffix: string, podSelector: LabelSelector, reason: string, rule: IngressRule) =>
    policyOf({ name: `${flink}-${suffix}`, namespace, reason, podSelector, ingress: [{ rule, reason }] });
  const ports = (component: 'jobmanager' | 'taskmanager', name: string) => {
    const listener = listenerOf(component, name);
    return policyPorts(listener, rangesOf(listener, options));
  };
  const rest = ports('jobmanager', 'rest');
  const [jobManagers, taskManagers] = [pods(operand, 'jobmanager'), pods(operand, 'taskmanager')];
  const metrics = policyPorts(listenerOf('jobmanager', 'metrics'), metricsRanges(options));
  return [
    webhook(options),
    make('jobmanager', jobManagers, 'REST API of the JobManager, for Flink itself and its operator', {
      from: [{ podSelector: jobManagers }, { podSelector: taskManagers }, operatorPeer(options)],
      ports: rest,
    }),
    make('jobmanager-rpc-blob', pods(operand), 'RPC and blob server inside the Flink cluster', {
      from: [{ podSelector: pods(operand) }],
      ports: [...ports('jobmanager', 'rpc'), ...ports('jobmanager', 'blob')],
    }),
    make('jobmanager-stream-authoring', jobManagers, 'jobs submitted by Event Processing', {
      from: [{ podSelector: pods(eventProcessing) }],
      ports: rest,
    }),
    make('taskmanager', taskManagers, 'REST port as in the published set (a TaskManager does not listen there)', {
      from: [{ podSelector: pods(operand) }],
      ports: rest,
    }),
    ...(metrics.length > 0
      ? [make('jobmanager-monitoring', jobManagers, 'Prometheus metrics', monitoringRule(options, metrics))]
      : []),
    ...restCallerRules(options).map(({ rule, reason }) => make('jobmanager-rest', jobManagers, reason, rule)),
    ...(pinPorts ? pinned(make, ports, jobManagers, taskManagers) : []),
  ];
}

function monitoringRule({ metrics }: GenerateOptions, ports: IngressRule['ports']): IngressRule {
  return { ...(metrics?.scraper ? { from: [metrics.scraper] } : {}), ...(ports ? { ports } : {}) };
}

type Make = (suffix: string, podSelector: LabelSelector, reason: string, rule: IngressRule) => GeneratedPolicy;

/** What the published set lacks: data and results between the pods of a Flink cluster. */
function pinned(
  make: Make,
  ports: (component: 'taskmanager', name: string) => NonNullable<IngressRule['ports']>,
  jobManagers: LabelSelector,
  taskManagers: LabelSelector,
): GeneratedPolicy[] {
  const from = (selector: LabelSelector): Peer[] => [{ podSelector: selector }];
  const reason = (name: string) => {
    const { reason: why, without } = listenerOf('taskmanager', name);
    return `${why}; without it ${without}`;
  };
  return [
    make('taskmanager-data', taskManagers, reason('data'), {
      from: from(taskManagers),
      ports: ports('taskmanager', 'data'),
    }),
    make('taskmanager-rpc', taskManagers, reason('rpc'), {
      from: from(jobManagers),
      ports: ports('taskmanager', 'rpc'),
    }),
    make('taskmanager-query-service', taskManagers, reason('query-service'), {
      from: from(jobManagers),
      ports: ports('taskmanager', 'query-service'),
    }),
    make('taskmanager-results', taskManagers, reason('results'), {
      from: from(jobManagers),
      ports: ports('taskmanager', 'results'),
    }),
  ];
}

function operatorPeer({ namespace, flinkOperatorNamespace }: GenerateOptions): Peer {
  const podSelector = { matchLabels: operator };
  if (flinkOperatorNamespace === undefined || flinkOperatorNamespace === namespace) return { podSelector };
  return { namespaceSelector: { matchLabels: { [namespaceNameLabel]: flinkOperatorNamespace } }, podSelector };
}

/** The port of the container and, as the published set has it, that of the Service, which no pod listens on. */
function webhook({ namespace, flinkOperatorNamespace }: GenerateOptions): GeneratedPolicy {
  const reason = 'validating webhook of the Flink operator; the API server calls it from the network of its node';
  const { port } = listenerOf('flink-operator', 'webhook');
  const ports = [port, listenerOf('kubernetes-api', 'service').port].map((p) => ({
    protocol: 'TCP' as const,
    port: p,
  }));
  return policyOf({
    name: `${flink}-operator`,
    namespace: flinkOperatorNamespace ?? namespace,
    reason,
    podSelector: { matchLabels: operator },
    ingress: [{ rule: { ports }, reason }],
  });
}
