import { type ComponentName, componentNames, components, isOutside, type Listener, outbound } from '@headrace/topology';
import { type Address, parseBlock, parseHostAddress } from '../address/address.ts';
import { formatAddress } from '../address/format.ts';
import { namespaceNameLabel } from '../evaluate/workload-index.ts';
import type { Finding } from '../model/diagnostic.ts';
import type { EgressRule, Labels, Peer } from '../model/policy.ts';
import { parseApiAddress } from './api-address.ts';
import { type EgressConnection, type EgressTarget, egressConnections, serviceNamespace } from './egress-connection.ts';
import { type GeneratedPolicy, policyOf, type Reasoned } from './generated.ts';
import type { EgressOptions, GenerateOptions } from './options.ts';
import { namespaceOf, peersOf } from './peers.ts';
import { policyPorts, rangesOf } from './ports.ts';
import type { Profile } from './profiles/profile.ts';

type Rule = Reasoned<EgressRule>;

/** Both families: `0.0.0.0/0` says nothing of IPv6 (cilium#22610). */
const anywhere: readonly Peer[] = [{ ipBlock: { cidr: '0.0.0.0/0' } }, { ipBlock: { cidr: '::/0' } }];

/**
 * What goes out: for each component, the pods that it calls, names, the API server, and one rule for each registered
 * connection that it uses, which cites it.
 */
export function egressPolicies(
  profile: Profile,
  options: GenerateOptions,
  egress: EgressOptions,
  findings: Finding[],
): GeneratedPolicy[] {
  return componentNames.flatMap((component) => {
    const labels = profile.podLabels(component, options);
    if (!labels) return [];
    const namespace = namespaceOf(component, options);
    const rules = rulesOf(component, namespace, profile, options, egress, findings);
    if (rules.length === 0) return [];
    const policyLabels = profile.policyLabels(options);
    return [
      policyOf({
        name: profile.policyName(component, 'egress', options),
        namespace,
        reason: `${components[component].purpose}: it calls only what is listed here`,
        podSelector: { matchLabels: labels },
        ...(policyLabels ? { labels: policyLabels } : {}),
        egress: rules,
      }),
    ];
  });
}

function rulesOf(
  component: ComponentName,
  namespace: string,
  profile: Profile,
  options: GenerateOptions,
  egress: EgressOptions,
  findings: Finding[],
): Rule[] {
  const calls = outbound(component);
  const inside = calls
    .filter((c) => !isOutside(c.to))
    .flatMap(({ to, listener }): Rule[] => {
      const peers = peersOf([to], namespace, profile, options);
      if (peers === 'everyone' || peers.length === 0) return [];
      return [
        {
          rule: { to: peers, ports: policyPorts(listener, rangesOf(listener, options)) },
          reason: `${to}: ${listener.reason}`,
        },
      ];
    });
  const called = (to: ComponentName): Listener[] => calls.filter((c) => c.to === to).map((c) => c.listener);
  const kinds = new Set(calls.map((c) => c.outside));
  return [
    ...inside,
    ...dnsRules(called('dns'), options),
    ...apiRules(called('kubernetes-api'), egress, findings),
    ...egressConnections(options)
      .filter((c) => kinds.has(c.kind))
      .map((c) => connectionRule(c, findings)),
  ];
}

/** Port 53 of the cluster's DNS pods, and of the cache on the node; on OpenShift also 5353, where its pods listen. */
function dnsRules(listeners: readonly Listener[], { platform }: GenerateOptions): Rule[] {
  if (listeners.length === 0) return [];
  const openshift = platform === 'openshift';
  const used = listeners.filter((l) => openshift || l.name === 'dns');
  const pods = dnsPods(platform);
  const to: Peer[] = [
    {
      namespaceSelector: { matchLabels: { [namespaceNameLabel]: pods.namespace } },
      podSelector: { matchLabels: pods.labels },
    },
    ...(openshift ? [] : [{ ipBlock: { cidr: nodeLocalDns } }]),
  ];
  const ports = used.flatMap((l) => policyPorts(l, [{ start: l.port, end: l.port }]));
  return [{ rule: { to, ports }, reason: used.map((l) => l.reason).join('; ') }];
}

/** The cluster's DNS pods. */
export function dnsPods(platform: GenerateOptions['platform']): { namespace: string; labels: Labels } {
  return platform === 'openshift'
    ? { namespace: 'openshift-dns', labels: { 'dns.operator.openshift.io/daemonset-dns': 'default' } }
    : { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } };
}

/** NodeLocal DNSCache answers on this address of every node (Kubernetes documentation). */
const nodeLocalDns = '169.254.20.10/32';

/** A rule for the addresses at the usual ports, of the Service and of an endpoint, and one for each other port. */
function apiRules(listeners: readonly Listener[], { kubernetesApi = [] }: EgressOptions, findings: Finding[]): Rule[] {
  const [first] = listeners;
  if (!first) return [];
  const known = kubernetesApi.flatMap((text) => parseApiAddress(text) ?? []);
  if (known.length === 0)
    note(findings, {
      code: 'generate/api-server-anywhere',
      severity: 'warning',
      message: 'The addresses of the API server are not known, so its ports are open to everywhere.',
      fix: "Name them with --kubernetes-api: the address of the Service 'kubernetes' and those of its endpoints.",
    });
  const usual = listeners.flatMap((l) => policyPorts(l, [{ start: l.port, end: l.port }]));
  const byPort = known.length > 0 ? Map.groupBy(known, (k) => k.port) : new Map([[undefined, undefined]]);
  return [...byPort].map(([port, at]): Rule => {
    const to = at?.map(({ address }) => ({ ipBlock: { cidr: cidrOf(address) } })) ?? anywhere;
    return { rule: { to, ports: port === undefined ? usual : [{ protocol: 'TCP', port }] }, reason: first.reason };
  });
}

/** The block of one address. */
const cidrOf = (address: Address): string => `${formatAddress(address)}/${address.family === 4 ? 32 : 128}`;

/** Exactly one rule for a connection, with all its targets: a policy's ports belong to all its peers, so they are one set. */
function connectionRule(connection: EgressConnection, findings: Finding[]): Rule {
  const peers = connection.targets.flatMap((target) => targetPeers(connection, target, findings));
  const to = [...new Map(peers.map((peer) => [JSON.stringify(peer), peer])).values()];
  const ports = [...new Set(connection.targets.map((t) => t.port))].sort((a, b) => a - b);
  const cited = connection.place ? ` (${connection.place.file}:${connection.place.line})` : '';
  return {
    rule: { to, ports: ports.map((port) => ({ protocol: 'TCP', port })) },
    reason: `connection '${connection.name}', ${connection.kind}${cited}`,
  };
}

function targetPeers(
  { name, place }: EgressConnection,
  { host, cidrs, podLabels }: EgressTarget,
  findings: Finding[],
): Peer[] {
  const blocks = (cidrs ?? []).filter((cidr) => parseBlock(cidr));
  if (blocks.length > 0) return blocks.map((cidr) => ({ ipBlock: { cidr } }));
  const address = parseHostAddress(host);
  if (address) return [{ ipBlock: { cidr: cidrOf(address) } }];
  const namespace = serviceNamespace(host);
  const at = place ? { place } : {};
  if (namespace !== undefined) {
    if (!podLabels)
      note(findings, {
        code: 'generate/all-pods-of-namespace',
        severity: 'info',
        message: `Connection '${name}' goes to ${host}: which pods are behind it is not known, so all of the namespace ${namespace} are allowed.`,
        fix: 'Add podLabels: to the connection to allow only those.',
        ...at,
      });
    const podSelector = podLabels ? { matchLabels: podLabels } : {};
    return [{ namespaceSelector: { matchLabels: { [namespaceNameLabel]: namespace } }, podSelector }];
  }
  note(findings, {
    code: 'generate/host-anywhere',
    severity: 'warning',
    message: `Connection '${name}' goes to ${host}: a policy cannot name a host outside, so its port is open to everywhere.`,
    fix: 'Add cidrs: with the addresses of the host to the connection; a Service of this cluster is written as name.namespace.svc.',
    ...at,
  });
  return [...anywhere];
}

/** Said once, however many components use it. */
function note(findings: Finding[], finding: Finding): void {
  if (!findings.some((f) => f.message === finding.message)) findings.push(finding);
}
