import type { Finding } from '../model/diagnostic.ts';
import { misreadOn } from '../platform/advice.ts';
import { type PlatformName, platforms, reportOf, topics } from '../platform/platforms.ts';
import { clustersOf } from './clusters.ts';
import { denyPolicies } from './deny.ts';
import { egressPolicies } from './egress.ts';
import type { Generated, GeneratedPolicy } from './generated.ts';
import { ingressPolicies } from './ingress.ts';
import type { GenerateOptions, ProfileName } from './options.ts';
import { ibmPolicies } from './profiles/ibm.ts';
import { profiles } from './profiles/profiles.ts';
import { exposedFindings } from './rest-callers.ts';
import { pinnedSettings } from './settings.ts';

/** The published set is a list of its own; what comes in otherwise follows from the topology. */
const ingress: Readonly<Record<ProfileName, (options: GenerateOptions) => GeneratedPolicy[]>> = {
  headrace: (options) => ingressPolicies(profiles.headrace, options),
  'apache-flink': (options) => ingressPolicies(profiles['apache-flink'], options),
  'ibm-event-automation': ibmPolicies,
};

/** Policies from the topology and a profile: allows before denies, each with its reason. */
export function generate(options: GenerateOptions): Generated {
  const profile = profiles[options.profile];
  const findings: Finding[] = exposedFindings(options);
  const clusters = clustersOf(options);
  const egress = clusters.flatMap((own) => (own.egress ? egressPolicies(profile, own, own.egress, findings) : []));
  // The published set leaves those ports shut until it is asked to open them.
  const pins = options.profile !== 'ibm-event-automation' || options.pinPorts === true;
  const policies = [...clusters.flatMap(ingress[options.profile]), ...egress, ...denyPolicies(options)];
  return {
    policies,
    settings: pins ? pinnedSettings(options) : [],
    findings: [...findings, ...misreadFindings(policies, options.platform ?? 'kubernetes')],
  };
}

/** What the platform reads differently, once for each topic, for the person who applies the policies. */
function misreadFindings(policies: readonly GeneratedPolicy[], platform: PlatformName): Finding[] {
  const all = policies.flatMap(({ policy }) => misreadOn(platform, policy).map((misread) => ({ policy, ...misread })));
  const first = new Map(all.toReversed().map((misread) => [misread.topic, misread]));
  return [...first.values()].map(({ policy, topic, rule }) => ({
    code: 'generate/misread',
    severity: 'info',
    message: `${policy.metadata.namespace}/${policy.metadata.name} uses ${topics[topic]}. ${platforms[platform].title}: ${rule.does} (${reportOf(rule)}).`,
    fix: 'Make sure that your version does not do so, and try the connections with headrace netpol probe.',
  }));
}
