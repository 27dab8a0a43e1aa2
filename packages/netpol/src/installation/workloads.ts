import { type ComponentName, componentNames, components, isOutside, type Listener } from '@headrace/topology';
import { clustersOf } from '../generate/clusters.ts';
import type { GenerateOptions } from '../generate/options.ts';
import { namespaceOf } from '../generate/peers.ts';
import { rangesOf } from '../generate/ports.ts';
import { profiles } from '../generate/profiles/profiles.ts';
import type { ContainerPort, Workload } from '../model/world.ts';

/** The components of which a profile has pods, in the order of the topology. */
export function installedComponents(options: GenerateOptions): ComponentName[] {
  return componentNames.filter((name) => !isOutside(name) && profiles[options.profile].podLabels(name, options));
}

/** The pods that an installation has, as a cluster would show them: one workload for each component, of several pods. */
export function installedWorkloads(options: GenerateOptions): Workload[] {
  const clusters = clustersOf(options);
  return installedComponents(options).flatMap((component) => {
    // Our own pods and the operator are there once, however many clusters there are.
    const each = component === 'jobmanager' || component === 'taskmanager' ? clusters : clusters.slice(0, 1);
    return each.map((own) => ({
      namespace: namespaceOf(component, own),
      name: each.length > 1 ? `${own.flinkDeployment?.name}-${component}` : component,
      kind: 'Deployment',
      labels: profiles[own.profile].podLabels(component, own) ?? {},
      hostNetwork: false,
      addresses: [],
      ports: portsOf(component, own),
    }));
  });
}

/** Ports that are there whatever is configured. */
function portsOf(component: ComponentName, options: GenerateOptions): ContainerPort[] {
  const listeners: readonly Listener[] = components[component].listens;
  return listeners
    .filter((listener) => listener.when === undefined)
    .flatMap((listener) =>
      rangesOf(listener, options).map(({ start }) => ({ name: listener.name, port: start, protocol: 'TCP' })),
    );
}
