import { listenerOf } from '@headrace/topology';
import { parseBlock } from '../address/address.ts';
import { namespaceNameLabel } from '../evaluate/workload-index.ts';
import type { Exposed } from '../flink/exposed.ts';
import type { Finding } from '../model/diagnostic.ts';
import type { Peer } from '../model/policy.ts';
import { isNamespaceName } from '../read/names.ts';
import type { GenerateOptions } from './options.ts';
import { rangesOf } from './ports.ts';

/** Who else may call the REST API of the JobManager, as a person names it: a namespace, or a block of addresses. */
export function restCallerOf(text: string): Peer | undefined {
  if (parseBlock(text)) return { ipBlock: { cidr: text } };
  if (!isNamespaceName(text)) return undefined;
  return { namespaceSelector: { matchLabels: { [namespaceNameLabel]: text } }, podSelector: {} };
}

const callers: Readonly<Record<Exposed['by'], string>> = {
  Ingress: 'spec.ingress lets the ingress controller call',
  LoadBalancer: 'The LoadBalancer Service lets callers outside of the cluster call',
  NodePort: 'The NodePort Service lets callers outside of the cluster call',
};

/** Says that the FlinkDeployment lets callers in whom the policies keep out, and how to let them in. */
export function exposedFindings(options: GenerateOptions): Finding[] {
  if (options.restCallers && options.restCallers.length > 0) return [];
  const ports = rangesOf(listenerOf('jobmanager', 'rest'), options).map(({ start }) => start);
  return (options.flinkDeployment?.exposed ?? []).map(({ by, place }) => ({
    code: 'generate/exposed-rest',
    severity: 'warning',
    message: `${callers[by]} the REST API of the JobManager, and these policies keep them out: they let only Flink, its operator and Event Processing call TCP ${ports.join()}.`,
    fix:
      by === 'Ingress'
        ? 'Name the namespace of the ingress controller with --rest-from, or its addresses where it runs on the network of its nodes; leave spec.ingress out if nobody uses it.'
        : 'Name the addresses of the callers (or of the nodes, where the caller is hidden behind one) with --rest-from; set kubernetes.rest-service.exposed.type to ClusterIP if nobody calls from outside.',
    place,
  }));
}
