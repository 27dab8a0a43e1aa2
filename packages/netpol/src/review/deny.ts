import { overlay } from '../diff/overlay.ts';
import { type CompiledPolicies, compile } from '../evaluate/compile.ts';
import { generate } from '../generate/generate.ts';
import type { GenerateOptions } from '../generate/options.ts';
import type { Finding } from '../model/diagnostic.ts';
import type { Direction, NetworkPolicy } from '../model/policy.ts';
import { type LocatedPolicy, type Service, type Workload, type World, workloadKey } from '../model/world.ts';
import { matches } from '../selector/match.ts';
import type { ReviewFinding } from './codes.ts';
import { installationOf } from './context.ts';
import { located } from './located.ts';
import { type Needed, neededBy } from './needed.ts';
import { review } from './review.ts';

/** What happens when the policies of an installation are applied, default-deny last. */
export interface DenyReview {
  readonly allows: readonly NetworkPolicy[];
  readonly denies: readonly NetworkPolicy[];
  /** Of severity error: something would break. */
  readonly findings: readonly Finding[];
  /** What must get through afterwards, between workloads of `compiled.index`. */
  readonly needed: readonly Needed[];
  /** The world with all of them applied. */
  readonly compiled: CompiledPolicies;
}

/** Looks at a world as it would be with the policies of an installation, and says what default-deny would cut off. */
export function reviewDeny(world: World, { denyAll, ...options }: GenerateOptions): DenyReview {
  const open = generate(options);
  const allows = open.policies.map((p) => p.policy);
  const all = generate({ ...options, ...(denyAll ? { denyAll } : {}) }).policies.map((p) => p.policy);
  const denies = all.slice(allows.length);
  const opened = applied(world, allows);
  const shut = applied(opened, denies);
  const compiled = compile(shut);
  return {
    allows,
    denies,
    findings: [...open.findings, ...review(shut, options), ...cutOff(compile(opened), world.services, denies)],
    needed: neededBy(installationOf(compiled, options)),
    compiled,
  };
}

/**
 * Workloads to which no policy says anything: default-deny would leave them nothing at all. One that declares no port and is
 * behind no Service is called by nobody that is known; it may listen all the same, since declared ports are only information.
 */
function cutOff(
  { index, restricting }: CompiledPolicies,
  services: readonly Service[],
  denies: readonly NetworkPolicy[],
): ReviewFinding[] {
  return denies.flatMap(({ metadata, spec }) =>
    (spec.policyTypes ?? []).flatMap((direction) =>
      index.workloads.flatMap((workload, i): ReviewFinding[] => {
        const { namespace, hostNetwork, place } = workload;
        if (namespace !== metadata.namespace || hostNetwork) return [];
        if ((restricting[direction][i] ?? []).length > 0) return [];
        const isKnownToWork = direction === 'Egress' || isCalled(workload, services);
        return [
          {
            code: 'review/cut-off',
            severity: isKnownToWork ? 'error' : 'warning',
            message: `${workloadKey(workload)} would be cut off: no policy says what may ${words[direction]}, so default-deny leaves nothing.`,
            fix: 'Write a policy that selects it and allows what it needs (one without rules says that it needs nothing).',
            subject: workloadKey(workload),
            ...(place ? { place } : {}),
          },
        ];
      }),
    ),
  );
}

const isCalled = ({ namespace, labels, ports }: Workload, services: readonly Service[]): boolean =>
  ports.length > 0 ||
  services.some((s) => s.namespace === namespace && s.selector && matches({ matchLabels: s.selector }, labels));

const words: Readonly<Record<Direction, string>> = { Ingress: 'come in', Egress: 'go out' };

function applied(world: World, policies: readonly NetworkPolicy[]): World {
  return overlay(world, { namespaces: [], workloads: [], services: [], policies: policies.map(inCluster) });
}

function inCluster(policy: NetworkPolicy): LocatedPolicy {
  const { namespace, name } = policy.metadata;
  return located(policy, `cluster:${namespace}/NetworkPolicy/${name}`);
}
