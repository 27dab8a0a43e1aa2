import type { Finding } from '../model/diagnostic.ts';
import { denyPolicies } from './deny.ts';
import { egressPolicies } from './egress.ts';
import type { Generated, GeneratedPolicy } from './generated.ts';
import { ingressPolicies } from './ingress.ts';
import type { GenerateOptions, ProfileName } from './options.ts';
import { apacheFlinkProfile } from './profiles/apache-flink.ts';
import { headraceProfile } from './profiles/headrace.ts';
import { ibmPolicies, ibmProfile } from './profiles/ibm.ts';
import type { Profile } from './profiles/profile.ts';
import { pinnedSettings } from './settings.ts';

interface Kind {
  readonly profile: Profile;
  readonly ingress: (options: GenerateOptions) => GeneratedPolicy[];
  /** Ports are pinned unless the profile is one that leaves them shut until asked. */
  readonly pins: (options: GenerateOptions) => boolean;
}

const kinds: Readonly<Record<ProfileName, Kind>> = {
  headrace: { profile: headraceProfile, ingress: (o) => ingressPolicies(headraceProfile, o), pins: () => true },
  'apache-flink': {
    profile: apacheFlinkProfile,
    ingress: (o) => ingressPolicies(apacheFlinkProfile, o),
    pins: () => true,
  },
  'ibm-event-automation': { profile: ibmProfile, ingress: ibmPolicies, pins: (o) => o.pinPorts === true },
};

/** Policies from the topology and a profile: allows before denies, each with its reason. */
export function generate(options: GenerateOptions): Generated {
  const { profile, ingress, pins } = kinds[options.profile];
  const findings: Finding[] = [];
  const egress = options.egress ? egressPolicies(profile, options, options.egress, findings) : [];
  return {
    policies: [...ingress(options), ...egress, ...denyPolicies(options)],
    settings: pins(options) ? pinnedSettings(options) : [],
    findings,
  };
}
