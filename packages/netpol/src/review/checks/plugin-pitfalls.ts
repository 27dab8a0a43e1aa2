import { isEverywhere, parseBlock } from '../../address/address.ts';
import { meansHostTraffic, meansOpenShift } from '../../platform/openshift.ts';
import { type PlatformName, pitfallsOf, reportOf, type Topic } from '../../platform/platforms.ts';
import type { ReviewFinding } from '../codes.ts';
import type { ReviewContext } from '../context.ts';
import { type AnyRule, nameOfPolicy, rulesOf } from '../rules.ts';

/** Ways of writing a rule that mean something else to some data path, or to some reader. */
export function pluginPitfalls({ world, installation, platform }: ReviewContext): ReviewFinding[] {
  const isTrap = (topic: Topic) => pitfallsOf(topic, platform).length > 0;
  const names = new Set(installation?.generated.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`));
  return rulesOf(world).flatMap((rule) => [
    ...(isTrap('namedPorts') ? portNames(rule) : []),
    // A generated range is needed: it is a note for the person who applies it, with nothing to correct.
    ...(isTrap('endPort') ? portRanges(rule, names.has(nameOfPolicy(rule.located)) ? 'info' : 'warning') : []),
    ...oneFamily(rule),
    ...(isTrap('namespacePeers') ? namespaceAlone(rule) : []),
    ...hostTraffic(rule),
    ...protocols(rule, platform),
    ...withoutPeers(rule),
  ]);
}

function portNames({ located, ports, at }: AnyRule): ReviewFinding[] {
  return ports.flatMap(({ port }, i) =>
    typeof port !== 'string'
      ? []
      : [
          {
            code: 'review/named-port',
            severity: 'warning' as const,
            message: `${nameOfPolicy(located)} opens the port '${port}' by name, which data paths resolve differently (ovn-kubernetes#2117).`,
            fix: "Write the number of the container's port.",
            place: at('ports', i, 'port'),
          },
        ],
  );
}

function portRanges({ located, ports, at }: AnyRule, severity: 'info' | 'warning'): ReviewFinding[] {
  return ports.flatMap(({ port, endPort }, i) =>
    endPort === undefined
      ? []
      : [
          {
            code: 'review/port-range',
            severity,
            message: `${nameOfPolicy(located)} opens ports ${port}-${endPort} with endPort, which some data paths ignore: they open ${port} only (cilium#28684).`,
            fix: 'Write out a small range port by port; for a large one make sure that your network plugin knows endPort.',
            place: at('ports', i, 'endPort'),
          },
        ],
  );
}

function oneFamily({ located, peers, atPeer }: AnyRule): ReviewFinding[] {
  const whole = peers.flatMap(({ ipBlock }, i) => {
    const block = ipBlock && parseBlock(ipBlock.cidr);
    return block && isEverywhere(block) ? [{ family: block.family, i }] : [];
  });
  const [only] = whole;
  if (!only || whole.some((w) => w.family !== only.family)) return [];
  const missing = only.family === 4 ? '::/0' : '0.0.0.0/0';
  return [
    {
      code: 'review/one-family',
      severity: 'warning',
      message: `${nameOfPolicy(located)} names every address of IPv${only.family} and says nothing of IPv${only.family === 4 ? 6 : 4} (cilium#22610).`,
      fix: `Add an entry for ${missing}, or leave the list out for everybody.`,
      place: atPeer(only.i),
    },
  ];
}

/**
 * On OVN-Kubernetes a podSelector, even an empty one, makes another peer of it: then routers and callers on the network of a node are
 * not let in. So it is no advice to add one, but a question.
 */
function namespaceAlone({ located, peers, atPeer }: AnyRule): ReviewFinding[] {
  return peers.flatMap((peer, i) =>
    !peer.namespaceSelector || peer.podSelector || meansOpenShift(peer)
      ? []
      : [
          {
            code: 'review/namespace-selector-alone',
            severity: 'info' as const,
            message: `${nameOfPolicy(located)} selects namespaces without a podSelector: all of their pods, and on OpenShift also traffic of the host network where the labels fit (ovn-kubernetes#2093).`,
            fix: 'Leave it where callers on the network of a node are meant, as routers and webhooks; where only pods are meant, add podSelector: {} or their labels.',
            place: atPeer(i),
          },
        ],
  );
}

/** The namespaces of these labels have no pods: with a podSelector the peer is nobody. */
function hostTraffic({ located, peers, atPeer }: AnyRule): ReviewFinding[] {
  return peers.flatMap((peer, i) =>
    peer.podSelector && meansHostTraffic(peer)
      ? [
          {
            code: 'review/host-traffic-by-pods',
            severity: 'warning' as const,
            message: `${nameOfPolicy(located)} means traffic of routers or of the host network and has a podSelector beside it: on OpenShift only a peer without podSelector finds that (ovn-kubernetes#2093).`,
            fix: 'Remove the podSelector of this peer.',
            place: atPeer(i),
          },
        ]
      : [],
  );
}

function protocols({ located, ports, at }: AnyRule, platform: PlatformName): ReviewFinding[] {
  const [trap] = pitfallsOf('sctp', platform);
  return ports.flatMap(({ protocol }, i) =>
    protocol !== 'SCTP' || !trap
      ? []
      : [
          {
            code: 'review/sctp',
            severity: platform === 'kubernetes' ? ('info' as const) : ('warning' as const),
            message: `${nameOfPolicy(located)} opens a port of SCTP. ${trap.title}: ${trap.rule.does} (${reportOf(trap.rule)}).`,
            fix: 'Make sure that your network plugin supports SCTP in policies.',
            place: at('ports', i, 'protocol'),
          },
        ],
  );
}

function withoutPeers({ located, direction, peers, at }: AnyRule): ReviewFinding[] {
  if (direction !== 'Egress' || peers.length > 0) return [];
  return [
    {
      code: 'review/rule-without-peers',
      severity: 'info',
      message: `${nameOfPolicy(located)} lets its pods call everybody by leaving to out, which policy engines such as Kyverno may refuse (strimzi#12350).`,
      fix: 'Name those who are called, or write 0.0.0.0/0 and ::/0.',
      place: at(),
    },
  ];
}
