import { componentNames, listenerOf, outbound } from '@headrace/topology';
import { type Block, contains, parseBlock } from '../../address/address.ts';
import { ownNetworks } from '../../address/networks.ts';
import type { CompiledPolicies } from '../../evaluate/compile.ts';
import { allowedPorts, familiesOf } from '../../evaluate/reach.ts';
import { namespaceNameLabel } from '../../evaluate/workload-index.ts';
import { dnsPods } from '../../generate/egress.ts';
import type { LabelSelector, Labels, Peer, PolicyPort } from '../../model/policy.ts';
import { workloadKey } from '../../model/world.ts';
import { has } from '../../ports/port-set.ts';
import { matches } from '../../selector/match.ts';
import type { ReviewFinding } from '../codes.ts';
import type { ReviewContext } from '../context.ts';
import { nameOfPolicy } from '../rules.ts';

/** Pods whose egress is restricted and that may ask no DNS: everything that they call by name fails. */
export function dns({ compiled, installation }: ReviewContext): ReviewFinding[] {
  const { index, restricting } = compiled;
  const servers = index.workloads.flatMap((w, i) => (isDns(w.namespace, w.labels) ? [i] : []));
  // Of an installation it is known who calls nobody, and needs no names.
  const silent = componentNames.filter((name) => outbound(name).length === 0);
  const callNobody = new Set(silent.flatMap((name) => installation?.workloadsOf(name) ?? []));
  return index.workloads.flatMap((workload, i): ReviewFinding[] => {
    const [first] = restricting.Egress[i] ?? [];
    if (!first || callNobody.has(i) || workload.hostNetwork || mayAsk(compiled, i, servers)) return [];
    return [
      {
        code: 'review/no-dns',
        severity: 'error',
        message: `${workloadKey(workload)} may ask no DNS (UDP ${port}): ${nameOfPolicy(first.located)} restricts what goes out, and nothing allows it.`,
        fix: `Allow UDP and TCP ${port} to the DNS pods; on OpenShift also ${listenerOf('dns', 'dns-openshift').port}, where they listen.`,
        place: first.located.placeOf(['spec']),
        subject: workloadKey(workload),
      },
    ];
  });
}

const { port } = listenerOf('dns');
/** Where the DNS of a cluster runs, and how its pods are labelled. */
const known = (['kubernetes', 'openshift'] as const).map(dnsPods);

const isDns = (namespace: string, labels: Labels): boolean =>
  known.some((dns) => dns.namespace === namespace && matches({ matchLabels: dns.labels }, labels));

/** Of DNS pods that are there it is known; else a rule counts that may lead to some. A block may be that of their Service, or of a cache on the node. */
function mayAsk(compiled: CompiledPolicies, workload: number, servers: readonly number[]): boolean {
  const rules = (compiled.restricting.Egress[workload] ?? []).flatMap(({ located: { policy } }) =>
    (policy.spec.egress ?? [])
      .filter(({ ports = [] }) => ports.length === 0 || ports.some(isForDns))
      .map(({ to = [] }) => ({ to, namespace: policy.metadata.namespace })),
  );
  if (rules.some(({ to }) => to.length === 0 || to.some(({ ipBlock }) => ipBlock && isInside(ipBlock.cidr))))
    return true;
  if (servers.length > 0) return servers.some((server) => reaches(compiled, workload, server));
  return rules.some(({ to, namespace }) => to.some((peer) => known.some((dns) => mayFind(peer, namespace, dns))));
}

function reaches(compiled: CompiledPolicies, workload: number, server: number): boolean {
  const [from, to] = [{ workload }, { workload: server }];
  const ports = [port, listenerOf('dns', 'dns-openshift').port];
  return familiesOf(compiled, from, to).some((family) => {
    const open = allowedPorts(compiled, 'Egress', from, to, family).possible;
    return ports.some((p) => has(open, 'UDP', p));
  });
}

/** A port by name is what the DNS pods call so: nobody knows when they are not there. */
const isForDns = ({ protocol = 'TCP', port: of, endPort }: PolicyPort): boolean =>
  protocol === 'UDP' && (typeof of !== 'number' || (of <= port && port <= (endPort ?? of)));

function mayFind({ ipBlock, namespaceSelector, podSelector }: Peer, own: string, dns: (typeof known)[number]): boolean {
  if (ipBlock) return false;
  if (!namespaceSelector && own !== dns.namespace) return false;
  return (
    mayMatch(namespaceSelector ?? {}, { [namespaceNameLabel]: dns.namespace }) &&
    mayMatch(podSelector ?? {}, dns.labels)
  );
}

/** Whether a selector is satisfied as far as labels are known; there may be others. */
function mayMatch({ matchLabels = {}, matchExpressions = [] }: LabelSelector, labels: Labels): boolean {
  const isKnown = (key: string) => Object.hasOwn(labels, key);
  const equal = Object.entries(matchLabels).filter(([key]) => isKnown(key));
  const expressions = matchExpressions.filter(({ key }) => isKnown(key));
  return matches({ matchLabels: Object.fromEntries(equal), matchExpressions: expressions }, labels);
}

/** DNS of a cluster answers on an address of its own. */
function isInside(cidr: string): boolean {
  const block = parseBlock(cidr);
  return block !== undefined && ownNetworks.some((net) => holds(net, block) || holds(block, net));
}

const holds = (outer: Block, { family, first }: Block): boolean => contains(outer, { family, value: first });
