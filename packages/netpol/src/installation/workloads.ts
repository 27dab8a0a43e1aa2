import { type ComponentName, componentNames, components, isOutside, type Listener } from '@headrace/topology';
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
  return installedComponents(options).map((component) => ({
    namespace: namespaceOf(component, options),
    name: component,
    kind: 'Deployment',
    labels: profiles[options.profile].podLabels(component, options) ?? {},
    hostNetwork: false,
    addresses: [],
    ports: portsOf(component, options),
  }));
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
