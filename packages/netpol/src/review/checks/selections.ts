import { maybeSelectedBy, selectedBy } from '../../evaluate/resolved-rule.ts';
import type { WorkloadIndex } from '../../evaluate/workload-index.ts';
import { firstOf } from '../../model/first-of.ts';
import type { Direction, LabelSelector, Peer } from '../../model/policy.ts';
import { type LocatedPolicy, type Place, type Workload, workloadKey } from '../../model/world.ts';
import { meansOpenShift } from '../../platform/openshift.ts';
import type { PlatformName } from '../../platform/platforms.ts';
import { eachBit } from '../../selector/bits.ts';
import { LabelIndex } from '../../selector/label-index.ts';
import { describeSelector, matches } from '../../selector/match.ts';
import type { ReviewFinding } from '../codes.ts';
import type { ReviewContext } from '../context.ts';
import { nameOfPolicy, rulesOf } from '../rules.ts';

/** From here on a data path has to hold a great many addresses for one rule (cilium#8060). */
const broad = 1000;

/** Selectors that find nobody, or far too many; pods that no selector can find. */
export function selections({ compiled, world, platform }: ReviewContext): ReviewFinding[] {
  const { index } = compiled;
  const hosts = index.workloads.filter((w) => w.hostNetwork);
  const { onHost, ofControllers } = unseen(index);
  const nobody = compiled.policies.flatMap(({ located, selects }): ReviewFinding[] => {
    if (selects.length > 0) return [];
    const { metadata, spec } = located.policy;
    const own: Peer = { podSelector: spec.podSelector };
    const place = located.placeOf(['spec', 'podSelector']);
    const found = onHost(own, metadata.namespace);
    if (found.length > 0) return [selectsHosts(located, found)];
    const controllers = ofControllers(own, metadata.namespace);
    if (controllers.length === 0) return [selectsNobody(located)];
    return [selectsControllers(`${nameOfPolicy(located)} selects`, controllers, place)];
  });
  const peers = rulesOf(world).flatMap(({ located, peers: list, atPeer, direction }) =>
    list.flatMap((peer, i): ReviewFinding[] => {
      if (peer.ipBlock || meansOpenShift(peer)) return [];
      const { namespace } = located.policy.metadata;
      const found = selectedBy(index, namespace, peer).length;
      if (found >= broad) return [tooMany(located, found, atPeer(i))];
      const meant = isEverything(peer.podSelector) ? [] : onHost(peer, namespace);
      if (meant.length > 0) return [peerOnHost(located, meant, direction, platform, found > 0, atPeer(i))];
      // Whether it finds somebody may not be known: `unknowns` reports that.
      if (found > 0 || maybeSelectedBy(index, peer).length > 0) return [];
      const controllers = isEverything(peer.podSelector) ? [] : ofControllers(peer, namespace);
      if (controllers.length === 0) return [peerOfNobody(located, atPeer(i))];
      return [selectsControllers(`A peer of ${nameOfPolicy(located)} selects`, controllers, atPeer(i))];
    }),
  );
  const onNode = hosts.map(
    (w): ReviewFinding => ({
      code: 'review/host-network',
      severity: 'warning',
      message: `${workloadKey(w)} runs on the network of its node: no policy restricts it, and no pod selector finds it as a peer.`,
      fix: `Take hostNetwork away if it is not needed; ${hostPeerFix(platform, 'Ingress')}.`,
      subject: workloadKey(w),
      ...(w.place ? { place: w.place } : {}),
    }),
  );
  return [...nobody, ...peers, ...onNode];
}

/** All pods are no pods in particular. */
const isEverything = ({ matchLabels = {}, matchExpressions = [] }: LabelSelector = {}): boolean =>
  Object.keys(matchLabels).length + matchExpressions.length === 0;

/** Finds workloads that have the labels of a peer and that no selector finds all the same. */
type Finds = (peer: Peer, namespace: string) => readonly Workload[];

/** On the network of their node; and those where only the controller of the pods has the labels. */
function unseen(index: WorkloadIndex): { readonly onHost: Finds; readonly ofControllers: Finds } {
  const byController = new LabelIndex(index.workloads.map((w) => w.controllerLabels ?? {}));
  const finds =
    (labels: LabelIndex, isMeant: (workload: Workload) => boolean): Finds =>
    ({ podSelector = {}, namespaceSelector }, namespace) => {
      const found: Workload[] = [];
      eachBit(labels.select(podSelector), (i) => {
        const workload = index.workloads[i];
        if (workload && isMeant(workload) && isIn(workload.namespace, namespaceSelector, namespace))
          found.push(workload);
      });
      return found;
    };
  const labelsOf = new Map(index.namespaces.map((n) => [n.name, n.labels]));
  const isIn = (name: string, selector: LabelSelector | undefined, own: string) =>
    selector ? matches(selector, labelsOf.get(name) ?? {}) : name === own;
  return {
    onHost: finds(index.byLabels, (w) => w.hostNetwork),
    ofControllers: finds(byController, (w) => w.controllerLabels !== undefined),
  };
}

const hostPeerFix = (platform: PlatformName, direction: Direction): string =>
  direction === 'Egress'
    ? 'name the addresses of the nodes in an ipBlock'
    : platform === 'openshift'
      ? 'let callers in by a namespaceSelector on policy-group.network.openshift.io/host-network, without podSelector'
      : 'let others name the addresses of the nodes in an ipBlock (on OpenShift the label policy-group.network.openshift.io/host-network)';

const selectsHosts = (located: LocatedPolicy, onHost: readonly Workload[]): ReviewFinding => ({
  code: 'review/selects-host-network',
  severity: 'warning',
  message: `${nameOfPolicy(located)} selects only pods that run on the network of their node (${firstOf(onHost.map(workloadKey))}): it has no effect on them, since no policy restricts such pods.`,
  fix: 'Take hostNetwork away from the pods if it is not needed, or restrict them by a firewall of the nodes; the labels are right.',
  place: located.placeOf(['spec', 'podSelector']),
});

const selectsControllers = (what: string, controllers: readonly Workload[], place: Place): ReviewFinding => ({
  code: 'review/label-of-controller',
  severity: 'warning',
  message: `${what} no pod: its labels stand on ${firstOf(controllers.map(workloadKey))} and not on the pods that ${controllers.length === 1 ? 'it makes' : 'they make'}, and policies see pods alone.`,
  fix: 'Add the labels to spec.template.metadata.labels, or select by labels that the pods have.',
  place,
});

const selectsNobody = (located: LocatedPolicy): ReviewFinding => ({
  code: 'review/selects-nothing',
  severity: 'info',
  message: `${nameOfPolicy(located)} selects no pod among those that were read (${describeSelector(located.policy.spec.podSelector)}).`,
  fix: 'Compare its podSelector and its namespace with the pods that it should protect; it is right where these are not among the files, or are still to come.',
  place: located.placeOf(['spec', 'podSelector']),
});

const tooMany = (located: LocatedPolicy, found: number, place: Place): ReviewFinding => ({
  code: 'review/broad-selector',
  severity: 'warning',
  message: `${nameOfPolicy(located)} names a peer that selects ${found} pods, which can overflow the tables of a data path (cilium#8060).`,
  fix: 'Select by labels that fewer pods have.',
  place,
});

const peerOfNobody = (located: LocatedPolicy, place: Place): ReviewFinding => ({
  code: 'review/peer-selects-nothing',
  severity: 'info',
  message: `${nameOfPolicy(located)} names a peer that selects no pod among those that were read.`,
  fix: 'Compare its labels with those of the pods that are meant; it is right where these are not among the files, or are still to come.',
  place,
});

function peerOnHost(
  located: LocatedPolicy,
  onHost: readonly Workload[],
  direction: Direction,
  platform: PlatformName,
  findsOthers: boolean,
  place: Place,
): ReviewFinding {
  const names = firstOf(onHost.map(workloadKey));
  return {
    code: 'review/peer-on-host-network',
    severity: findsOthers ? 'info' : 'warning',
    message: `${nameOfPolicy(located)} names a peer whose labels ${names} ${onHost.length === 1 ? 'has' : 'have'}, on the network of ${onHost.length === 1 ? 'its node' : 'their nodes'}: no pod selector finds ${onHost.length === 1 ? 'it' : 'them'}, so that this rule does not let ${onHost.length === 1 ? 'it' : 'them'} through.`,
    fix: `If it is meant, ${hostPeerFix(platform, direction)}.`,
    place,
  };
}
