import { type CodesOf, declareCodes } from '@headrace/diagnostics';
import { portOf } from '@headrace/topology';
import type { Finding } from '../model/diagnostic.ts';

/** Codes of what a review finds in network policies, and in the objects that they are about. */
export const reviewCodes = declareCodes({
  'review/missing': {
    severity: 'error',
    title: 'A connection that the installation needs is denied',
    help: `The installation of the profile needs this connection, and no policy allows it: between two of its pods, or with \`--egress\` to an
address of the API server or of a registered connection. The message says what does not work without it.

Apply the policies of the command in the message. \`headrace netpol explain\` shows which side denies it.`,
  },
  'review/unknown': {
    severity: 'warning',
    title: 'It is unknown whether a connection that the installation needs is allowed',
    help: `The files lack the address of a pod or the labels of a namespace, and that decides the verdict. Read the cluster with \`--live\`, or add
the pods with their \`status\` and the Namespaces. \`headrace netpol explain\` says what would decide it.`,
  },
  'review/breaks-under-default-deny': {
    severity: 'warning',
    title: 'Default-deny would cut off a connection that the installation needs',
    help: `The connection works today only because no policy restricts one of its sides. A policy that denies everything else in the
namespace would stop it. Apply the policies of the command in the message before default-deny.`,
  },
  'review/cut-off': {
    severity: ['error', 'warning'],
    title: 'Default-deny would leave a workload without any connection',
    help: `\`headrace netpol apply\` found a workload in the namespace that no policy selects. Default-deny would then deny everything that comes
into it, or goes out of it. It is an error where the workload is known to be called, and a warning where nothing says so.

Write a policy that selects the workload and allows what it needs. A policy without rules says that it needs nothing.`,
  },
  'review/no-dns': {
    severity: 'error',
    title: 'Egress is restricted, and DNS is denied',
    help: `A pod that cannot ask DNS cannot reach anything by its name. Allow port ${portOf('dns')} of UDP and TCP to the DNS pods of the cluster. On
OpenShift these pods listen on port ${portOf('dns', 'dns-openshift')}, and policies see the port of the pod.`,
  },
  'review/service-port': {
    severity: 'error',
    title: 'A rule opens the port of a Service instead of that of its pods',
    help: `The port of a Service is translated to its \`targetPort\` before policies see the connection. Write the port on which the pods listen.

    # Service: port 80, targetPort 8080
    ports: [{port: 8080}]`,
  },
  'review/node-port': {
    severity: ['warning', 'info'],
    title: 'A rule opens a nodePort or a hostPort',
    help: `These are ports of the nodes. They are translated to the port of the pod before policies see the connection. Open the port of the pod
instead; where it is open already, remove the other one.`,
  },
  'review/hidden-caller': {
    severity: 'warning',
    title: 'A block of addresses restricts callers whose addresses may be replaced',
    help: `A connection to a Service of type LoadBalancer or NodePort may arrive with the address of a node, so that the \`ipBlock\` does not match
the caller. Set \`externalTrafficPolicy: Local\` on the Service, which keeps the address, or restrict callers at the load balancer
([kube-router#744](https://github.com/cloudnativelabs/kube-router/issues/744)).`,
  },
  'review/backend-cut-off': {
    severity: 'warning',
    title: 'Something from outside leads to pods that nobody may reach',
    help: `An Ingress, a Route, a route of a Gateway, a LoadBalancer or a NodePort sends its connections to these pods, and no policy lets anybody
reach that port, so that callers see time-outs. Allow the pods of the controller by their namespace and labels; for a LoadBalancer or
NodePort allow the addresses of the callers.`,
  },
  'review/backend-cut-off-by-default-deny': {
    severity: 'info',
    title: 'Default-deny would cut off pods to which something from outside leads',
    help: `An Ingress, a Route, a route of a Gateway, a LoadBalancer or a NodePort sends its connections to these pods, which no policy restricts
today. Allow these connections before you apply default-deny.`,
  },
  'review/service-address-in-block': {
    severity: 'warning',
    title: 'A block contains the address of a Service',
    help: `Most data paths replace the address of a Service by that of one of its pods before they apply policies. The rule then allows nothing.
Select the pods behind the Service with a \`podSelector\`, and open their port. \`docs/platforms.md\` says how each platform reads such a block.`,
  },
  'review/external-ips': {
    severity: 'warning',
    title: 'A Service has externalIPs',
    help: `Every node accepts connections to these addresses, so whoever may write Services can take over connections to any address
([CVE-2020-8554](https://github.com/kubernetes/kubernetes/issues/97076)). Policies see the node as the caller. Use a Service of type
LoadBalancer or an Ingress.`,
  },
  'review/not-applied': {
    severity: 'warning',
    title: 'A generated policy is missing',
    help: `The policy belongs to the profile and the options of the review, and it is not among the policies that were read. Apply it with the
command in the message. If the installation is protected by policies of another name, review it without a profile.`,
  },
  'review/drift': {
    severity: 'warning',
    title: 'A policy differs from the generated one',
    help: `A policy of this name exists, and its rules differ from what the profile and the options give. \`headrace netpol diff\` shows which
connections the difference opens and closes. Apply the generated policy again, or keep your change in a policy of another name: policies
add up.`,
  },
  'review/beyond': {
    severity: 'warning',
    title: 'A policy opens more than the installation needs',
    help: `Policies are additive: one that selects pods of the installation opens them, whatever the generated policies say. Remove it, or let it
open no more than somebody needs.`,
  },
  'review/open': {
    severity: 'warning',
    title: 'No policy restricts what comes into a workload',
    help: `Every pod of the cluster can reach every port of it. Allow the callers that it needs with a policy, and then deny the rest with a
policy for the namespace:

    spec: {podSelector: {}, policyTypes: [Ingress]}`,
  },
  'review/open-to-everyone': {
    severity: 'warning',
    title: 'A rule allows everyone',
    help: `An empty rule (\`ingress: [{}]\`) and an empty list of peers (\`from: []\`) mean everyone, not nobody. Name the peers that are meant. To
allow nobody, write no rule:

    spec: {podSelector: {}, policyTypes: [Ingress], ingress: []}`,
  },
  'review/left-out-rules': {
    severity: 'warning',
    title: 'policyTypes leaves out a section that has rules',
    help: `By the API the rules have no effect, since the policy does not restrict this direction. Some data paths enforce them nevertheless
(\`docs/platforms.md\` names them). Add the direction to \`policyTypes\`, or remove the section.`,
  },
  'review/selects-nothing': {
    severity: 'info',
    title: 'A policy selects no pod',
    help: `No pod that was read has the labels of \`podSelector\` in the namespace of the policy, so that it protects nothing. Compare both with the
pods that are meant. Nothing is wrong where these pods are not among the files.`,
  },
  'review/peer-selects-nothing': {
    severity: 'info',
    title: 'A peer selects no pod',
    help: `No pod that was read has the labels of this peer, so that it allows nobody. Compare its selectors with the labels of the pods and of
their namespace. Nothing is wrong where these pods are not among the files.`,
  },
  'review/label-of-controller': {
    severity: 'warning',
    title: 'A selector uses labels of a controller',
    help: `Policies see the labels of pods, not those of the Deployment, StatefulSet or other object that makes them. Add the labels to
\`spec.template.metadata.labels\`, or select by labels that the pods have.`,
  },
  'review/broad-selector': {
    severity: 'warning',
    title: 'A peer selects very many pods',
    help: `A data path keeps an entry for each selected pod, and its tables may overflow: it then drops connections that the policy allows
([cilium#8060](https://github.com/cilium/cilium/issues/8060)). Select by labels that fewer pods have.`,
  },
  'review/host-network': {
    severity: 'warning',
    title: 'A pod runs on the network of its node',
    help: `Policies restrict no pod with \`hostNetwork: true\`, and no pod selector finds it as a peer: its connections have the address of the node.
Remove \`hostNetwork\` if the pod does not need it. To allow it as a caller, name the addresses of the nodes in an \`ipBlock\`.`,
  },
  'review/selects-host-network': {
    severity: 'warning',
    title: 'A policy selects only pods on the network of their node',
    help: `The policy has no effect, since policies do not restrict pods with \`hostNetwork: true\`. Remove \`hostNetwork\` from the pods if they do
not need it, or restrict them with a firewall of the nodes.`,
  },
  'review/peer-on-host-network': {
    severity: ['warning', 'info'],
    title: 'A peer has the labels of pods on the network of their node',
    help: `Connections of a pod with \`hostNetwork: true\` have the address of its node, so that a pod selector does not allow them. Name the
addresses of the nodes in an \`ipBlock\`; on OpenShift use a \`namespaceSelector\` on \`policy-group.network.openshift.io/host-network\`
without a \`podSelector\`.`,
  },
  'review/host-traffic-by-pods': {
    severity: 'warning',
    title: 'A podSelector stands beside a label for routers or the host network',
    help: `The namespaces with the labels \`policy-group.network.openshift.io/…\` stand for routers and the host network, which are no pods. With
a \`podSelector\` the peer allows nobody. Remove the \`podSelector\`, even an empty one
([ovn-kubernetes#2093](https://github.com/ovn-kubernetes/ovn-kubernetes/pull/2093)).`,
  },
  'review/unknown-namespace': {
    severity: 'warning',
    title: 'The labels of a namespace are not known',
    help: `A \`namespaceSelector\` may select this namespace, and the files contain no Namespace object with its labels. Add it, or read the
cluster with \`--live\`. Connections that depend on it are shown as unknown.`,
  },
  'review/unknown-address': {
    severity: 'info',
    title: 'The address of a pod is not known',
    help: `An \`ipBlock\` may contain the address of this pod, and the files say no address of it. Read the pods as they run (\`--live\`), or select
pods with a \`podSelector\`. Connections that depend on it are shown as unknown.`,
  },
  'review/no-such-port': {
    severity: 'warning',
    title: 'No pod has a port of this name',
    help: `A rule opens a port by its name, and no pod that the rule is about declares a port with this name and protocol, so that it opens
nothing. Write the name as a container declares it, or the number. Ports of init containers count only with \`restartPolicy: Always\`.`,
  },
  'review/named-port': {
    severity: 'warning',
    title: 'A rule opens a port by its name',
    help: `Data paths resolve names of ports differently, and some of them open nothing
([ovn-kubernetes#2117](https://github.com/ovn-kubernetes/ovn-kubernetes/issues/2117)). Write the number of the port.`,
  },
  'review/port-range': {
    severity: ['warning', 'info'],
    title: 'A rule opens a range of ports',
    help: `Some data paths ignore \`endPort\` and open the first port only ([cilium#28684](https://github.com/cilium/cilium/issues/28684)). Write a
small range port by port. For a large one make sure that your network plugin supports \`endPort\`.`,
  },
  'review/one-family': {
    severity: 'warning',
    title: 'A block contains all addresses of one family only',
    help: `\`0.0.0.0/0\` allows IPv4, and \`::/0\` allows IPv6. With one of them a cluster with both families allows half of the connections. Add
the other one, or remove the list of peers to allow everyone.`,
  },
  'review/block-of-pods': {
    severity: 'warning',
    title: 'A block contains addresses of pods',
    help: `Some data paths know pods by their labels only, and let none through for an \`ipBlock\`. The address of a pod also changes when it
restarts. Select pods with a \`podSelector\`, and use blocks for addresses outside of the cluster.`,
  },
  'review/namespace-selector-alone': {
    severity: 'info',
    title: 'A peer selects namespaces without a podSelector',
    help: `The peer allows all pods of the namespaces. On OpenShift it may also allow connections of the host network and of routers, which a
\`podSelector\`, even an empty one, excludes. Keep it where these are meant, and add \`podSelector: {}\` where only pods are
([ovn-kubernetes#2093](https://github.com/ovn-kubernetes/ovn-kubernetes/pull/2093)).`,
  },
  'review/sctp': {
    severity: ['warning', 'info'],
    title: 'A rule opens a port of SCTP',
    help: 'Not every network plugin supports SCTP in policies. Check that yours does: `docs/platforms.md` has a table.',
  },
  'review/rule-without-peers': {
    severity: 'info',
    title: 'An egress rule has no list of peers',
    help: `A rule without \`to\` allows connections to everyone. The API accepts it, and policy engines such as Kyverno may refuse it
([strimzi#12350](https://github.com/strimzi/strimzi-kafka-operator/issues/12350)). Name the peers if not everyone is meant.`,
  },
});

export type ReviewCode = keyof typeof reviewCodes;

declare module '@headrace/diagnostics' {
  interface DiagnosticCodes extends CodesOf<typeof reviewCodes> {}
}

/** A finding of a review. */
export interface ReviewFinding extends Finding {
  readonly code: ReviewCode;
}
