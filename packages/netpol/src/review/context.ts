import { type ComponentName, componentNames, isOutside } from '@headrace/topology';
import { type CompiledPolicies, compile, withPolicies } from '../evaluate/compile.ts';
import { clustersOf } from '../generate/clusters.ts';
import { generate } from '../generate/generate.ts';
import type { GenerateOptions } from '../generate/options.ts';
import { namespaceOf } from '../generate/peers.ts';
import { profiles } from '../generate/profiles/profiles.ts';
import type { Direction, NetworkPolicy } from '../model/policy.ts';
import type { LocatedPolicy, World } from '../model/world.ts';
import type { PlatformName } from '../platform/platforms.ts';
import { matches } from '../selector/match.ts';
import { located } from './located.ts';

/** What a review looks at. */
export interface ReviewContext {
  readonly world: World;
  readonly compiled: CompiledPolicies;
  /** The same with default-deny in every namespace: of what comes in, and of what goes out where egress is managed too. */
  readonly denied: CompiledPolicies;
  /** What an installation needs, when the reviewer said which: its policies as they would be generated, and its pods. */
  readonly installation: Installation | undefined;
  /** Whose handling of policies the advice must fit. */
  readonly platform: PlatformName;
}

export interface Installation {
  readonly options: GenerateOptions;
  readonly generated: readonly NetworkPolicy[];
  /** Workloads of a component, by their numbers in `compiled.index`. */
  readonly workloadsOf: (component: ComponentName) => readonly number[];
  /** The same for each Flink cluster: pods of one do not call those of another. */
  readonly clusters: readonly FlinkClusterPods[];
  /** Those of all components. */
  readonly workloads: ReadonlySet<number>;
}

export interface FlinkClusterPods {
  readonly options: GenerateOptions;
  readonly workloadsOf: (component: ComponentName) => readonly number[];
}

export function contextOf(world: World, options: GenerateOptions | undefined, platform: PlatformName): ReviewContext {
  const generated = options ? generate(options).policies.map(({ policy }) => located(policy, 'generated')) : [];
  const compiled = compile(world, [...world.policies, ...generated]);
  const namespaces = compiled.index.namespaces.map((n) => n.name);
  const denied = withPolicies(compiled, [
    ...world.policies,
    ...namespaces.map((n) => denyAll(n, options?.egress ? ['Ingress', 'Egress'] : ['Ingress'])),
  ]);
  return { world, compiled, denied, installation: options && installationOf(compiled, options), platform };
}

/** What is there of an installation, and what would be generated for it. */
export function installationOf(compiled: CompiledPolicies, options: GenerateOptions): Installation {
  const clusters = clustersOf(options).map((own) => ({ options: own, workloadsOf: podsOf(compiled, own) }));
  const workloadsOf = (component: ComponentName) => [...new Set(clusters.flatMap((c) => c.workloadsOf(component)))];
  return {
    options,
    generated: generate(options).policies.map((p) => p.policy),
    workloadsOf,
    clusters,
    workloads: new Set(componentNames.flatMap(workloadsOf)),
  };
}

const podsOf =
  (compiled: CompiledPolicies, options: GenerateOptions) =>
  (component: ComponentName): number[] => {
    const matchLabels = isOutside(component) ? undefined : profiles[options.profile].podLabels(component, options);
    if (!matchLabels) return [];
    const namespace = namespaceOf(component, options);
    return compiled.index.workloads.flatMap((w, i) =>
      w.namespace === namespace && matches({ matchLabels }, w.labels) ? [i] : [],
    );
  };

function denyAll(namespace: string, policyTypes: readonly Direction[]): LocatedPolicy {
  const policy: NetworkPolicy = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'default-deny', namespace },
    spec: { podSelector: {}, policyTypes },
  };
  return located(policy, 'default-deny');
}
