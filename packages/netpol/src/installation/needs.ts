import { type Caller, type ComponentName, components, connections, isOutside, type Listener } from '@headrace/topology';
import { clustersOf } from '../generate/clusters.ts';
import { metricsRanges } from '../generate/ingress.ts';
import type { GenerateOptions } from '../generate/options.ts';
import { namespaceOf } from '../generate/peers.ts';
import { rangesOf } from '../generate/ports.ts';
import { profiles } from '../generate/profiles/profiles.ts';
import type { Workload } from '../model/world.ts';
import type { PortRange } from '../ports/port-set.ts';
import { matches } from '../selector/match.ts';
import { installedComponents } from './workloads.ts';

/** A port that a component listens on, as this installation has it. */
export interface Need {
  readonly listener: Listener;
  readonly ranges: readonly PortRange[];
  /** Who must reach it. A scraper that nobody named may be anyone. */
  readonly callers: ReadonlySet<Caller>;
}

/** What a component is called on; ports that only some installations have are left out where this one has not. */
export function needsOf(component: ComponentName, options: GenerateOptions): Need[] {
  const listeners: readonly Listener[] = components[component].listens;
  return listeners.flatMap((listener) => {
    const ranges = rangesHere(component, listener, options);
    const callers = new Set(
      connections().flatMap((c) => (c.to === component && c.listener === listener ? [c.from] : [])),
    );
    if (callers.has('scraper') && !options.metrics?.scraper) callers.add('anyone');
    return ranges.length === 0 ? [] : [{ listener, ranges, callers }];
  });
}

function rangesHere(component: ComponentName, listener: Listener, options: GenerateOptions): readonly PortRange[] {
  if (listener.name === 'metrics') return metricsRanges(options);
  if (component === 'dns' && listener.when !== undefined && options.platform !== 'openshift') return [];
  return rangesOf(listener, options);
}

/** The component whose pods a workload is, if this installation has any like it. */
export function componentOf(workload: Workload, options: GenerateOptions): ComponentName | undefined {
  return installedComponents(options).find((component) => {
    if (isOutside(component) || workload.namespace !== namespaceOf(component, options)) return false;
    return clustersOf(options).some((own) => {
      const matchLabels = profiles[own.profile].podLabels(component, own);
      return matchLabels !== undefined && matches({ matchLabels }, workload.labels);
    });
  });
}
