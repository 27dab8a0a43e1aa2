import type { Caller, ComponentName } from '@headrace/topology';
import { namespaceNameLabel } from '../evaluate/workload-index.ts';
import type { Peer } from '../model/policy.ts';
import type { GenerateOptions } from './options.ts';
import type { Profile } from './profiles/profile.ts';

/** Where a component's pods are. */
export function namespaceOf(component: ComponentName, options: GenerateOptions): string {
  return component === 'flink-operator' ? (options.flinkOperatorNamespace ?? options.namespace) : options.namespace;
}

/**
 * The pods of callers (or of targets) as seen from a namespace; `everyone` when one of them is anybody. Across namespaces
 * both selectors are written: a namespaceSelector alone is misread by some.
 */
export function peersOf(
  callers: readonly Caller[],
  seenFrom: string,
  profile: Profile,
  options: GenerateOptions,
): readonly Peer[] | 'everyone' {
  const peers: Peer[] = [];
  for (const caller of callers) {
    if (caller === 'anyone') return 'everyone';
    if (caller === 'scraper') {
      if (!options.metrics?.scraper) return 'everyone';
      peers.push(options.metrics.scraper);
      continue;
    }
    const labels = profile.podLabels(caller, options);
    if (!labels) continue;
    const namespace = namespaceOf(caller, options);
    const podSelector = { matchLabels: labels };
    peers.push(
      namespace === seenFrom
        ? { podSelector }
        : { namespaceSelector: { matchLabels: { [namespaceNameLabel]: namespace } }, podSelector },
    );
  }
  return peers;
}
