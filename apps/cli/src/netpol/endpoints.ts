import {
  type CompiledPolicies,
  type Endpoint,
  endpointNamed,
  matches,
  type Service,
  workloadKey,
  workloadsNamed,
} from '@headrace/netpol';
import { UserError } from '@headrace/text';

/** Where names are looked up. */
export interface Named {
  readonly compiled: CompiledPolicies;
  readonly services: readonly Service[];
  /** For sentences: the path, or the cluster. */
  readonly where: string;
}

/** What is called by a name that may be that of a Service. */
export interface Called {
  readonly ends: readonly Endpoint[];
  /** The Service, where the name is that of one and of no workload. */
  readonly service: Service | undefined;
}

/**
 * The ends of a name: a workload, one of its pods, a controller, a Service by its pods, or an address. Several where pods of a
 * controller or behind a Service are told apart by policies.
 * @throws UserError where nobody is called so, or workloads of several kinds are
 */
export function calledNamed({ compiled, services, where }: Named, name: string): Called {
  const own = workloadsNamed(compiled, name);
  const kinds = new Set(own.map((i) => topOf(compiled, i)));
  if (kinds.size > 1) {
    const all = own.flatMap((i) => compiled.index.workloads[i] ?? []).map(workloadKey);
    throw new UserError(`'${name}' is more than one workload. Write which: ${all.join(', ')}.`);
  }
  if (own.length > 0) return { ends: own.map((workload) => ({ workload })), service: undefined };
  const service = services.find((s) =>
    [`${s.namespace}/${s.name}`, `${s.namespace}/${s.name}[Service]`].includes(name),
  );
  if (service) return { ends: behind(compiled, service), service };
  const address = endpointNamed(compiled, name);
  if (address) return { ends: [address], service: undefined };
  throw new UserError(
    `There is no workload '${name}' in ${where}, nor a pod or Service of that name, and it is no address. Write namespace/name, or namespace/name[Kind].`,
  );
}

export const endsNamed = (named: Named, name: string): readonly Endpoint[] => calledNamed(named, name).ends;

/** What makes a workload, or itself: several groups of one controller are not several workloads. */
function topOf({ index }: CompiledPolicies, i: number): string {
  const workload = index.workloads[i];
  if (!workload) return '';
  const top = workload.owners?.at(-1) ?? workload;
  return workloadKey({ namespace: workload.namespace, kind: top.kind, name: top.name });
}

/** @throws UserError where a Service has no pods that are there */
function behind({ index }: CompiledPolicies, { namespace, name, selector }: Service): Endpoint[] {
  const found = index.workloads.flatMap((w, workload) =>
    selector && w.namespace === namespace && matches({ matchLabels: selector }, w.labels) ? [{ workload }] : [],
  );
  if (found.length > 0) return found;
  throw new UserError(
    selector
      ? `The Service ${namespace}/${name} selects no pod that is there.`
      : `The Service ${namespace}/${name} has no selector: who is behind it stands in its EndpointSlices, which are not read.`,
  );
}
