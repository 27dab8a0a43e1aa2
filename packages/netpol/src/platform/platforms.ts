/** Network plugins and platforms whose handling of NetworkPolicies is known. `kubernetes` stands for one that nobody has named. */
export const platformNames = [
  'kubernetes',
  'openshift',
  'calico',
  'cilium',
  'aws-vpc-cni',
  'gke-dataplane-v2',
  'antrea',
  'kube-router',
  'kindnet',
] as const;
export type PlatformName = (typeof platformNames)[number];

/** What platforms differ in. */
export const topics = {
  namespacePeers: 'a `namespaceSelector` without a `podSelector`',
  namedPorts: 'ports by name',
  endPort: '`endPort`',
  hostNetwork: 'pods on the network of their node',
  podBlocks: 'an `ipBlock` with addresses of pods',
  serviceAddresses: 'an `ipBlock` with the address of a Service',
  leftOutRules: 'rules of a direction that `policyTypes` leaves out',
  terminatingPods: 'pods that are terminating',
  sctp: 'SCTP',
  icmp: 'ICMP',
} as const;
export type Topic = keyof typeof topics;

export interface Rule {
  /** In one clause. */
  readonly does: string;
  /** An issue, a pull request or a page that says so. */
  readonly source: string;
  /** A policy that relies on it means something else there than the API says. Rules without it are only worth knowing. */
  readonly isTrap?: true;
}

export interface Platform {
  readonly title: string;
  readonly rules: Readonly<Partial<Record<Topic, Rule>>>;
}

const api = 'https://kubernetes.io/docs/concepts/services-networking/network-policies/';
const github = (thread: string) => `https://github.com/${thread}`;

/** Cilium's own behaviour, which GKE Dataplane V2 shares: it is implemented with Cilium. */
const ciliumRules = {
  endPort: {
    does: 'ignored before Cilium 1.16: only the first port is opened',
    source: github('cilium/cilium/issues/28684'),
    isTrap: true,
  },
  podBlocks: {
    does: 'does not match pods, which are known by their labels only',
    source: github('cilium/cilium/issues/9209'),
    isTrap: true,
  },
  leftOutRules: {
    does: 'enforced all the same',
    source: github('cilium/cilium/issues/48703'),
    isTrap: true,
  },
  sctp: {
    does: 'supported where it is switched on (`sctp.enabled`)',
    source: github('cilium/cilium/issues/5719'),
    isTrap: true,
  },
} as const satisfies Platform['rules'];

/**
 * What each platform does where the API leaves it open, or where it is known to differ. A cell that is left out: no difference from
 * the API is on record. The row `kubernetes` says what the API itself promises.
 */
export const platforms: Readonly<Record<PlatformName, Platform>> = {
  kubernetes: {
    title: 'Kubernetes, any plugin',
    rules: {
      namespacePeers: { does: 'all pods of these namespaces', source: api },
      namedPorts: { does: 'the port of that name of each pod that is called', source: api },
      endPort: {
        does: 'every port up to it, where the plugin supports it',
        source: `${api}#targeting-a-range-of-ports`,
      },
      hostNetwork: {
        does: 'undefined: usually no policy restricts them, and no selector finds them',
        source: `${api}#networkpolicy-and-hostnetwork-pods`,
        isTrap: true,
      },
      podBlocks: {
        does: 'meant for addresses outside of the cluster',
        source: `${api}#behavior-of-to-and-from-selectors`,
      },
      serviceAddresses: {
        does: 'undefined whether policies see the address of the Service or of a pod behind it',
        source: `${api}#behavior-of-to-and-from-selectors`,
        isTrap: true,
      },
      leftOutRules: { does: 'ignored', source: `${api}#networkpolicy-resource` },
      terminatingPods: { does: 'restricted until they have ended', source: `${api}#pod-lifecycle` },
      sctp: { does: 'where the plugin supports it', source: `${api}#network-traffic-filtering` },
      icmp: { does: 'undefined', source: `${api}#network-traffic-filtering` },
    },
  },
  openshift: {
    title: 'OpenShift (OVN-Kubernetes)',
    rules: {
      namespacePeers: {
        does: 'without a podSelector also traffic of the host network and of routers, by the labels `policy-group.network.openshift.io/host-network` and `…/ingress`; with a podSelector only pods',
        source: github('ovn-kubernetes/ovn-kubernetes/pull/2093'),
        isTrap: true,
      },
      namedPorts: {
        does: 'a port of another pod that has the same name can be opened',
        source: github('ovn-kubernetes/ovn-kubernetes/issues/2117'),
        isTrap: true,
      },
      hostNetwork: {
        does: 'no policy restricts them; as callers the label `policy-group.network.openshift.io/host-network` finds them',
        source: github('openshift/openshift-docs/pull/92799'),
        isTrap: true,
      },
      serviceAddresses: {
        does: 'policies see the pod behind the Service, and its port',
        source: github('openshift/kubernetes-nmstate/pull/776'),
        isTrap: true,
      },
      icmp: { does: 'restricted as TCP, UDP and SCTP are', source: github('openshift/openshift-docs/pull/92799') },
    },
  },
  calico: {
    title: 'Calico',
    rules: {
      hostNetwork: {
        does: 'no pod selector finds them; host endpoints of Calico can restrict them',
        source: github('projectcalico/calico/issues/4667'),
        isTrap: true,
      },
      terminatingPods: {
        does: 'older versions, beside another CNI plugin, cut them off at once',
        source: github('projectcalico/calico/issues/4518'),
        isTrap: true,
      },
    },
  },
  cilium: { title: 'Cilium', rules: ciliumRules },
  'aws-vpc-cni': {
    title: 'AWS VPC CNI',
    rules: {
      namedPorts: {
        does: 'not resolved in ingress rules with an `ipBlock`: nothing is let in',
        source: github('aws/amazon-network-policy-controller-k8s/issues/81'),
        isTrap: true,
      },
      endPort: {
        does: 'supported; at most 24 ports and ranges per protocol and pod selector',
        source: github('aws/containers-roadmap/issues/2481'),
      },
      hostNetwork: {
        does: 'traffic from and to the address of the own node is always let through',
        source: github('aws/aws-network-policy-agent/pull/65'),
        isTrap: true,
      },
      serviceAddresses: {
        does: 'policies see the address of the Service: its port and the port of the container must be equal',
        source: github('aws/aws-network-policy-agent/issues/166'),
        isTrap: true,
      },
      leftOutRules: {
        does: 'enforced all the same',
        source: github('aws/amazon-network-policy-controller-k8s/pull/229'),
        isTrap: true,
      },
      icmp: {
        does: 'let through only by a rule without ports',
        source: github('aws/aws-network-policy-agent/issues/90'),
      },
    },
  },
  'gke-dataplane-v2': {
    title: 'GKE Dataplane V2',
    rules: Object.fromEntries(
      Object.entries(ciliumRules).map(([topic, rule]) => [
        topic,
        { ...rule, does: `as Cilium, which it is made with: ${rule.does}` },
      ]),
    ),
  },
  antrea: { title: 'Antrea', rules: {} },
  'kube-router': {
    title: 'kube-router',
    rules: {
      endPort: { does: 'supported', source: github('cloudnativelabs/kube-router/pull/1080') },
      namedPorts: { does: 'supported', source: github('cloudnativelabs/kube-router/pull/679') },
      sctp: {
        does: 'not supported',
        source: github('cloudnativelabs/kube-router/issues/1019'),
        isTrap: true,
      },
    },
  },
  kindnet: { title: 'kindnet', rules: {} },
};

/** Platforms on which a topic is a trap: the one that was named, or all of them when none was. */
export function pitfallsOf(topic: Topic, platform: PlatformName): { readonly title: string; readonly rule: Rule }[] {
  const concerned = platform === 'kubernetes' ? platformNames : (['kubernetes', platform] as const);
  return concerned.flatMap((name) => {
    // What the API leaves open is settled by what is known of the platform that was named.
    if (name === 'kubernetes' && platform !== 'kubernetes' && platforms[platform].rules[topic]) return [];
    const { title, rules } = platforms[name];
    const rule = rules[topic];
    return rule?.isTrap ? [{ title, rule }] : [];
  });
}

/** The report behind a rule as `owner/repository#number`, or its address. */
export const reportOf = ({ source }: Rule): string =>
  source.replace(/^https:\/\/github\.com\/([^/]+\/[^/]+)\/(?:issues|pull)\/(\d+)$/, '$1#$2');
