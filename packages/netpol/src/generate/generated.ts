import type { Finding } from '../model/diagnostic.ts';
import type { EgressRule, IngressRule, NetworkPolicy } from '../model/policy.ts';

/** A rule with the reason why it is there. */
export interface Reasoned<Rule> {
  readonly rule: Rule;
  readonly reason: string;
}

/** A policy to be applied, with the reason of each part: annotations and comments say it. */
export interface GeneratedPolicy {
  readonly policy: NetworkPolicy;
  readonly reason: string;
  readonly ingress: readonly string[];
  readonly egress: readonly string[];
}

/** Allows first, denies last: applied in this order nothing is cut off meanwhile. */
export interface Generated {
  readonly policies: readonly GeneratedPolicy[];
  /** Lines of Flink's configuration (and of the pod template) that keep it to the ports opened. */
  readonly settings: readonly PinnedSetting[];
  readonly findings: readonly Finding[];
}

export interface PinnedSetting {
  readonly kind: 'flink' | 'sysctl';
  readonly key: string;
  readonly value: string;
  readonly reason: string;
}

interface PolicyParts {
  readonly name: string;
  readonly namespace: string;
  readonly reason: string;
  readonly podSelector: NetworkPolicy['spec']['podSelector'];
  readonly labels?: NetworkPolicy['metadata']['labels'];
  readonly ingress?: readonly Reasoned<IngressRule>[];
  readonly egress?: readonly Reasoned<EgressRule>[];
}

export const reasonAnnotation = 'headrace.dev/reason';

/** Puts a policy together; reasons become annotations, the rules' with their number. */
export function policyOf({
  name,
  namespace,
  reason,
  podSelector,
  labels,
  ingress,
  egress,
}: PolicyParts): GeneratedPolicy {
  const reasons = [
    ...(ingress ?? []).map((r, i) => [`headrace.dev/ingress-${i}`, r.reason]),
    ...(egress ?? []).map((r, i) => [`headrace.dev/egress-${i}`, r.reason]),
  ];
  const policy: NetworkPolicy = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: {
      name,
      namespace,
      ...(labels ? { labels } : {}),
      annotations: Object.fromEntries([[reasonAnnotation, reason], ...reasons]),
    },
    spec: {
      podSelector,
      policyTypes: [...(ingress ? (['Ingress'] as const) : []), ...(egress ? (['Egress'] as const) : [])],
      ...(ingress && ingress.length > 0 ? { ingress: ingress.map((r) => r.rule) } : {}),
      ...(egress && egress.length > 0 ? { egress: egress.map((r) => r.rule) } : {}),
    },
  };
  return { policy, reason, ingress: (ingress ?? []).map((r) => r.reason), egress: (egress ?? []).map((r) => r.reason) };
}
