import type { EgressRule, IngressRule, Metadata, NetworkPolicy, NetworkPolicySpec, Peer } from '../model/policy.ts';
import type { Path } from '../model/world.ts';
import { readIpBlock } from './ip-block.ts';
import { readPort } from './port.ts';
import { isMissing, kindOf, type Report } from './report.ts';
import { readSelector } from './selector.ts';

/**
 * Reads a NetworkPolicy by the rules of the API server's own validation; undefined where one is broken, since no data path
 * would see such a policy and a guess would be worse than none.
 * Source: https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/ and
 * pkg/apis/networking/validation of Kubernetes 1.37; the suite `cluster` asks a real API server the same.
 */
export function readPolicy(
  object: Record<string, unknown>,
  metadata: Metadata,
  report: Report,
): NetworkPolicy | undefined {
  const spec = report.object(object.spec ?? {}, ['spec'], 'spec', ['podSelector', 'policyTypes', 'ingress', 'egress']);
  if (!spec) return undefined;
  if (isMissing(spec.podSelector))
    report.warn(
      'no-pod-selector',
      ['spec'],
      'The policy has no podSelector, and the API server takes that for all pods of the namespace.',
      'Write podSelector: {} for all pods of the namespace, or the labels that are meant.',
    );
  const read: NetworkPolicySpec = {
    podSelector: readSelector(spec.podSelector, ['spec', 'podSelector'], report),
    ...readTypes(spec.policyTypes, report),
    ...readSection(spec.ingress, 'ingress', 'from', report),
    ...readSection(spec.egress, 'egress', 'to', report),
  };
  if (report.hasErrors) return undefined;
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec: read };
}

function readTypes(value: unknown, report: Report): Pick<NetworkPolicySpec, 'policyTypes'> {
  if (value === undefined || value === null) return {};
  const list = report.list(value, ['spec', 'policyTypes'], 'policyTypes') ?? [];
  for (const [i, type] of list.entries())
    if (type !== 'Ingress' && type !== 'Egress')
      report.error(
        'policy-type',
        ['spec', 'policyTypes', i],
        `There is no policy type ${kindOf(type)}.`,
        'Use Ingress or Egress.',
      );
  if (list.length > 2)
    report.error(
      'policy-types',
      ['spec', 'policyTypes'],
      `There are ${list.length} policy types.`,
      'Name Ingress and Egress once each at most.',
    );
  // An empty list is defaulted by the API server like a missing one.
  return list.length === 0 ? {} : { policyTypes: list.filter((type) => type === 'Ingress' || type === 'Egress') };
}

type Rule = IngressRule & EgressRule;

function readSection(
  value: unknown,
  section: 'ingress' | 'egress',
  side: 'from' | 'to',
  report: Report,
): Partial<NetworkPolicySpec> {
  if (value === undefined || value === null) return {};
  const list = report.list(value, ['spec', section], section) ?? [];
  return { [section]: list.map((rule, i) => readRule(rule, ['spec', section, i], side, report)) };
}

function readRule(value: unknown, path: Path, side: 'from' | 'to', report: Report): Rule {
  // `- ` alone and `- {}` are the rule that lets everything through.
  const rule = report.object(value ?? {}, path, 'A rule', [side, 'ports']) ?? {};
  const peers = report.list(rule[side], [...path, side], side) ?? [];
  const ports = report.list(rule.ports, [...path, 'ports'], 'ports') ?? [];
  // An empty list means everyone, as a missing one; that it was written is kept, since people take it for nobody.
  const isWritten = Array.isArray(rule[side]);
  return {
    ...(peers.length > 0 || isWritten
      ? { [side]: peers.map((peer, i) => readPeer(peer, [...path, side, i], report)) }
      : {}),
    ...(ports.length > 0 ? { ports: ports.map((port, i) => readPort(port, [...path, 'ports', i], report)) } : {}),
  };
}

function readPeer(value: unknown, path: Path, report: Report): Peer {
  const peer = report.object(value, path, 'A peer', ['podSelector', 'namespaceSelector', 'ipBlock']) ?? {};
  const { podSelector, namespaceSelector, ipBlock } = peer;
  const hasSelector = !isMissing(podSelector) || !isMissing(namespaceSelector);
  if (!isMissing(ipBlock) && hasSelector)
    report.error(
      'block-and-selector',
      path,
      'A peer is either an ipBlock or pods by selector.',
      'Make two entries of it.',
    );
  if (isMissing(ipBlock) && !hasSelector)
    report.error(
      'empty-peer',
      path,
      'A peer names nobody.',
      'Add a podSelector, a namespaceSelector or an ipBlock; for everybody leave the list out.',
    );
  return {
    ...(isMissing(podSelector) ? {} : { podSelector: readSelector(podSelector, [...path, 'podSelector'], report) }),
    ...(isMissing(namespaceSelector)
      ? {}
      : { namespaceSelector: readSelector(namespaceSelector, [...path, 'namespaceSelector'], report) }),
    ...(isMissing(ipBlock) ? {} : { ipBlock: readIpBlock(ipBlock, [...path, 'ipBlock'], report) }),
  };
}
