import type { CompiledPolicies } from '@headrace/netpol';
import type { KubeObject } from '../read/list.ts';

/** What a probe needs of a pod, as the API keeps it. */
interface PodFields {
  readonly spec?: {
    readonly hostNetwork?: boolean;
    readonly containers?: readonly { readonly name: string }[];
  };
  readonly status?: { readonly phase?: string; readonly podIP?: string };
}

/** A pod that runs in the pod network, and the workload that it belongs to, by its number. */
export interface RunningPod {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly address: string;
  readonly containers: readonly string[];
  readonly workload: number;
}

/** Pods of the network of their node are left out: no policy applies to them, and their address is not the namespace's. */
export function runningPods({ index }: CompiledPolicies, pods: readonly KubeObject[]): RunningPod[] {
  const byName = new Map(
    index.workloads.flatMap((w, i) =>
      w.hostNetwork ? [] : (w.pods ?? []).map((name) => [`${w.namespace}/${name}`, i]),
    ),
  );
  return pods.flatMap((pod: KubeObject & PodFields) => {
    const { metadata, spec, status } = pod;
    const workload = byName.get(`${metadata.namespace}/${metadata.name}`);
    const address = status?.podIP;
    if (workload === undefined || spec?.hostNetwork === true || status?.phase !== 'Running' || !address) return [];
    return [
      {
        namespace: metadata.namespace ?? '',
        name: metadata.name,
        uid: metadata.uid ?? '',
        address,
        containers: (spec?.containers ?? []).map((c) => c.name),
        workload,
      },
    ];
  });
}
