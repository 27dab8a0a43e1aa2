import { type GenerateOptions, profileNames, type Workload } from '@headrace/netpol';
import { componentOf } from '@headrace/netpol/installation';
import type { Installed } from './messages.ts';

/** More than these do not help to choose. */
const mostNamed = 3;

/**
 * The installations that have pods among some workloads, the one with most components first.
 *
 * @param optionsFor what each would be generated with: labels may depend on a FlinkDeployment
 */
export function installedIn(
  workloads: readonly Workload[],
  optionsFor: (one: Installed) => GenerateOptions,
): readonly Installed[] {
  const byNamespace = Map.groupBy(workloads, (w) => w.namespace);
  const found = [...byNamespace].flatMap(([namespace, inside]) => {
    const looks = [...new Map(inside.map((w) => [JSON.stringify(w.labels), w])).values()];
    return profileNames.flatMap((profile) => {
      const options = optionsFor({ profile, namespace });
      const components = new Set(looks.flatMap((w) => componentOf(w, options) ?? []));
      return components.size > 0 ? [{ profile, namespace, components: components.size }] : [];
    });
  });
  return found
    .sort((a, b) => b.components - a.components)
    .slice(0, mostNamed)
    .map(({ profile, namespace }) => ({ profile, namespace }));
}
