/** Where the second judge and we differ on a scenario: why, and exactly in what. */
export interface Difference {
  readonly why: string;
  /** Lines of our list that its list does not have, and the other way round. */
  readonly ours?: readonly string[];
  readonly theirs?: readonly string[];
}

const podsThatDiffer =
  /^Error: Input Pod resources are not supported .* Found Pods of the same owner \S+ but with different set of labels\./;

/**
 * Scenarios that it refuses as a whole. One broken policy, and it lists nothing: we leave out that policy and say so. Pods of one
 * owner whose labels differ it does not tell apart; which two it names differs from run to run.
 */
export const refused: Readonly<Record<string, string | RegExp>> = {
  'malformed-block-and-pods':
    'Error: network policy shop/db rule NetworkPolicyPeer error: cannot have both IPBlock and PodSelector/NamespaceSelector set',
  'malformed-cidr': 'Error: network policy shop/db CIDR error: invalid CIDR address: 10.0.0.1',
  'malformed-exists-with-values':
    'Error: network policy shop/db selector error: values: Invalid value: []string{"web"}: values set must be empty for exists and does not exist',
  'malformed-in-without-values':
    "Error: network policy shop/db selector error: values: Invalid value: []string(nil): for 'in', 'notin' operators, values set can't be empty",
  'malformed-operator': 'Error: network policy shop/db selector error: "Equals" is not a valid label selector operator',
  'malformed-peer-of-nobody': 'Error: network policy shop/db rule NetworkPolicyPeer error: cannot have empty rule peer',
  'one-pod-of-a-statefulset': podsThatDiffer,
  'pods-of-a-statefulset': podsThatDiffer,
  'template-on-the-node': podsThatDiffer,
};

const node = 'it does not know hostNetwork, and applies policies to such pods and selectors to find them';
const addresses = 'it knows pods by their labels only, and lets no pod through by a block that its address is in';
const unlabelled = 'it takes a namespace that is not in the files for one without labels';
const ipv6 = 'it reads the first four bytes of an IPv6 block as an IPv4 address';
const replicaSets = 'it takes pods with a ReplicaSet for those of the ReplicaSet, not of the Deployment above it';
const unchecked = 'it does not look at the value, and takes a policy for valid that the API server refuses';

/** Every difference on the scenarios, one by one. A line that is no difference any more fails the test. */
export const differences: Readonly<Record<string, Difference>> = {
  'block-that-covers-pods': { why: addresses, ours: ['shop/web[Pod] -> shop/db[Pod]: all'] },
  'block-of-everything': { why: addresses, ours: ['shop/web[Deployment] -> shop/db[Deployment]: TCP 5432'] },
  'block-of-one-whole-family': {
    why: `${addresses}; ${ipv6}`,
    ours: [
      '0.0.0.0-9.255.255.255 -> shop/db[Deployment]: TCP 1-2,4-5,7',
      '10.0.0.0-10.255.255.255 -> shop/db[Deployment]: TCP 1-2,4,7',
      '11.0.0.0-127.255.255.255 -> shop/db[Deployment]: TCP 1-2,4-5,7',
      '128.0.0.0-255.255.255.255 -> shop/db[Deployment]: TCP 1-2,5,1008',
      'shop/web[Deployment] -> shop/db[Deployment]: TCP 1-3',
    ],
    theirs: [
      '0.0.0.0-9.255.255.255 -> shop/db[Deployment]: TCP 1-5,7',
      '10.0.0.0-10.255.255.255 -> shop/db[Deployment]: TCP 1-4,7',
      '11.0.0.0-127.255.255.255 -> shop/db[Deployment]: TCP 1-5,7',
      '128.0.0.0-252.255.255.255 -> shop/db[Deployment]: TCP 1-3,5,1008',
      '253.0.0.0-253.255.255.255 -> shop/db[Deployment]: TCP 1-3,5-6,1008',
      '254.0.0.0-255.255.255.255 -> shop/db[Deployment]: TCP 1-3,5,1008',
    ],
  },
  'block-that-may-hold-a-pod': { why: addresses, ours: ['shop/web[Deployment] -> shop/known[Pod]: TCP 80'] },
  'dual-stack': { why: ipv6, theirs: ['shop/web[Pod] -> 253.0.0.0-253.0.0.0: all'] },
  'dual-stack-over-one-family': {
    why: `${addresses}; ${ipv6}`,
    ours: ['shop/web[Pod] -> shop/db[Pod]: all'],
    theirs: ['253.0.0.0-253.0.0.0 -> shop/db[Pod]: all', 'shop/web[Pod] -> 253.0.0.0-253.0.0.0: all'],
  },
  'generated-names': {
    why: 'it does not know names that the API server generates, and takes such objects for ones without a name',
    ours: [
      'outside -> shop/debug-*[Pod]: all',
      'outside -> shop/load-*[Job]: all',
      'shop/debug-*[Pod] -> outside: all',
      'shop/debug-*[Pod] -> shop/load-*[Job]: all',
      'shop/load-*[Job] -> outside: all',
      'shop/load-*[Job] -> shop/debug-*[Pod]: all',
      'shop/load-*[Job] -> shop/web[Pod]: all',
      'shop/web[Pod] -> shop/debug-*[Pod]: all',
      'shop/web[Pod] -> shop/load-*[Job]: all',
    ],
    theirs: [
      'outside -> shop/-1[Job]: all',
      'outside -> shop/[Pod]: all',
      'shop/-1[Job] -> outside: all',
      'shop/-1[Job] -> shop/[Pod]: all',
      'shop/-1[Job] -> shop/web[Pod]: all',
      'shop/[Pod] -> outside: all',
      'shop/[Pod] -> shop/-1[Job]: all',
      'shop/web[Pod] -> shop/-1[Job]: all',
      'shop/web[Pod] -> shop/[Pod]: all',
    ],
  },
  'host-network-alone': {
    why: node,
    ours: [
      'mon/agent-gateway[Pod] -> mon/agent[DaemonSet]: all',
      'mon/agent-on-node[Pod] -> mon/agent[DaemonSet]: all',
      'outside -> mon/agent[DaemonSet]: all',
    ],
    theirs: ['mon/agent-on-node[Pod] -> mon/app[Pod]: all', 'mon/agent[DaemonSet] -> mon/app[Pod]: all'],
  },
  'host-network': {
    why: node,
    ours: ['outside -> shop/node[Pod]: all'],
    theirs: ['shop/node[Pod] -> shop/web[Pod]: all'],
  },
  'host-network-by-address': {
    why: `${node}; ${addresses}`,
    ours: [
      'outside -> shop/node[Pod]: all',
      'shop/node[Pod] -> shop/web[Pod]: all',
      'shop/web[Pod] -> shop/node[Pod]: all',
    ],
    theirs: ['192.168.0.0-192.168.0.255 -> shop/node[Pod]: all'],
  },
  'injected-ports-only': {
    why: `${replicaSets}, and counts the template beside its pod`,
    ours: ['mon/prom[Pod] -> shop/web[Deployment]: TCP 15090'],
    theirs: [
      'mon/prom[Pod] -> shop/web-abc12[ReplicaSet]: TCP 15090',
      'shop/web-abc12[ReplicaSet] -> mon/prom[Pod]: all',
      'shop/web-abc12[ReplicaSet] -> outside: all',
    ],
  },
  'ipv6-exceptions': {
    why: ipv6,
    theirs: [
      '0.0.0.0-32.1.13.183 -> shop/db[Pod]: all',
      '254.0.0.0-255.255.255.255 -> shop/db[Pod]: all',
      '32.1.13.185-251.255.255.255 -> shop/db[Pod]: all',
    ],
  },
  'kinds-that-decide': {
    why: 'it takes a NetworkPolicy of extensions/v1beta1 for one, an API that no server has any more',
    ours: [
      'outside -> shop/cj[CronJob]: all',
      'outside -> shop/rc[ReplicationController]: all',
      'outside -> shop/rs[ReplicaSet]: all',
      'outside -> shop/web[Pod]: all',
      'shop/cj[CronJob] -> shop/rc[ReplicationController]: all',
      'shop/cj[CronJob] -> shop/rs[ReplicaSet]: all',
      'shop/cj[CronJob] -> shop/web[Pod]: all',
      'shop/rc[ReplicationController] -> shop/cj[CronJob]: all',
      'shop/rc[ReplicationController] -> shop/rs[ReplicaSet]: all',
      'shop/rc[ReplicationController] -> shop/web[Pod]: all',
      'shop/rs[ReplicaSet] -> shop/cj[CronJob]: all',
      'shop/rs[ReplicaSet] -> shop/rc[ReplicationController]: all',
      'shop/rs[ReplicaSet] -> shop/web[Pod]: all',
      'shop/web[Pod] -> shop/cj[CronJob]: all',
      'shop/web[Pod] -> shop/rc[ReplicationController]: all',
      'shop/web[Pod] -> shop/rs[ReplicaSet]: all',
    ],
  },
  'listing-of-a-cluster': {
    why: `${replicaSets}; it counts pods that have ended, and ReplicaSets that have none`,
    theirs: [
      'outside -> shop/job-x[Pod]: all',
      'shop/job-x[Pod] -> outside: all',
      'shop/web-5d4[ReplicaSet] -> outside: all',
      'shop/web-5d4[ReplicaSet] -> shop/job-x[Pod]: all',
      'shop/web-old[ReplicaSet] -> outside: all',
      'shop/web-old[ReplicaSet] -> shop/job-x[Pod]: all',
      'shop/web[Deployment] -> shop/job-x[Pod]: all',
    ],
  },
  'malformed-container-ports': {
    why: 'it leaves out a pod with a value of another type, which we count as far as it can be understood',
    ours: ['outside -> shop/a[Pod]: all', 'shop/a[Pod] -> outside: all'],
  },
  'malformed-end-port-alone': {
    why: unchecked,
    theirs: ['outside -> shop/db[Pod]: TCP 1-65535', 'shop/web[Pod] -> shop/db[Pod]: TCP 1-65535'],
  },
  'malformed-end-port-before-port': {
    why: unchecked,
    theirs: ['outside -> shop/db[Pod]: TCP 5432-5431', 'shop/web[Pod] -> shop/db[Pod]: TCP 5432-5431'],
  },
  'malformed-exception': { why: unchecked, theirs: ['10.0.0.0-10.255.255.255 -> shop/db[Pod]: all'] },
  'malformed-policy-types': { why: unchecked, ours: ['shop/db[Pod] -> outside: all'] },
  'malformed-port': {
    why: unchecked,
    theirs: ['outside -> shop/db[Pod]: TCP 70000', 'shop/web[Pod] -> shop/db[Pod]: TCP 70000'],
  },
  'malformed-protocol': {
    why: unchecked,
    theirs: ['outside -> shop/db[Pod]: ICMP 1-65535 tcp 5432', 'shop/web[Pod] -> shop/db[Pod]: ICMP 1-65535 tcp 5432'],
  },
  'namespace-by-what-is-known': {
    why: unlabelled,
    theirs: [
      'b/web[Deployment] -> shop/not-exists[Deployment]: all',
      'b/web[Deployment] -> shop/not-team[Deployment]: all',
      'shop/any[Deployment] -> shop/not-exists[Deployment]: all',
      'shop/any[Deployment] -> shop/not-team[Deployment]: all',
      'shop/exists[Deployment] -> shop/not-exists[Deployment]: all',
      'shop/exists[Deployment] -> shop/not-team[Deployment]: all',
      'shop/name-and-team[Deployment] -> shop/not-exists[Deployment]: all',
      'shop/name-and-team[Deployment] -> shop/not-team[Deployment]: all',
      'shop/name[Deployment] -> shop/not-exists[Deployment]: all',
      'shop/name[Deployment] -> shop/not-team[Deployment]: all',
      'shop/never[Deployment] -> shop/not-exists[Deployment]: all',
      'shop/never[Deployment] -> shop/not-team[Deployment]: all',
      'shop/not-exists[Deployment] -> shop/not-team[Deployment]: all',
      'shop/not-name[Deployment] -> shop/not-exists[Deployment]: all',
      'shop/not-name[Deployment] -> shop/not-team[Deployment]: all',
      'shop/not-team[Deployment] -> shop/not-exists[Deployment]: all',
      'shop/other-name[Deployment] -> shop/not-exists[Deployment]: all',
      'shop/other-name[Deployment] -> shop/not-team[Deployment]: all',
      'shop/team[Deployment] -> shop/not-exists[Deployment]: all',
      'shop/team[Deployment] -> shop/not-team[Deployment]: all',
    ],
  },
  'node-agent': {
    why: node,
    ours: [
      'monitoring/node-exporter[DaemonSet] -> outside: all',
      'monitoring/node-exporter[DaemonSet] -> shop/web[Pod]: all',
      'outside -> monitoring/node-exporter[DaemonSet]: all',
      'shop/web[Pod] -> monitoring/node-exporter[DaemonSet]: all',
    ],
  },
  'opens-more-than-is-generated': {
    why: addresses,
    ours: [
      'ep/backend[Pod] -> ep/stranger[Pod]: TCP 443',
      'ep/jobmanager[Pod] -> ep/stranger[Pod]: TCP 443',
      'ep/taskmanager[Pod] -> ep/stranger[Pod]: TCP 443',
      'visitors/someone[Pod] -> ep/stranger[Pod]: TCP 443',
    ],
  },
  'openshift-template': {
    why: 'it does not read the objects of a Template',
    ours: [
      'shop/db[Deployment] -> outside: all',
      'shop/db[Deployment] -> shop/job[Pod]: all',
      'shop/db[Deployment] -> shop/web[Pod]: all',
      'shop/web[Pod] -> shop/db[Deployment]: TCP 5432',
    ],
  },
  'pods-of-a-deployment': {
    why: replicaSets,
    theirs: ['shop/web-5d4[ReplicaSet] -> outside: all', 'shop/web-5d4[ReplicaSet] -> shop/db[Pod]: all'],
  },
  'pods-in-different-blocks': {
    why: `${addresses}, nor tells pods of one ReplicaSet apart by them; ${replicaSets}`,
    ours: [
      'outside -> shop/api-aaa-1+1[Deployment]: all',
      'outside -> shop/api-aaa-3[Pod]: all',
      'outside -> shop/api-aaa-4[Pod]: all',
      'shop/api-aaa-1+1[Deployment] -> outside: all',
      'shop/api-aaa-1+1[Deployment] -> shop/api-aaa-3[Pod]: all',
      'shop/api-aaa-1+1[Deployment] -> shop/api-aaa-4[Pod]: all',
      'shop/api-aaa-1+1[Deployment] -> shop/db[Pod]: all',
      'shop/api-aaa-3[Pod] -> outside: all',
      'shop/api-aaa-3[Pod] -> shop/api-aaa-1+1[Deployment]: all',
      'shop/api-aaa-3[Pod] -> shop/api-aaa-4[Pod]: all',
      'shop/api-aaa-4[Pod] -> outside: all',
      'shop/api-aaa-4[Pod] -> shop/api-aaa-1+1[Deployment]: all',
      'shop/api-aaa-4[Pod] -> shop/api-aaa-3[Pod]: all',
      'shop/db[Pod] -> shop/api-aaa-1+1[Deployment]: all',
      'shop/db[Pod] -> shop/api-aaa-3[Pod]: all',
      'shop/db[Pod] -> shop/api-aaa-4[Pod]: all',
    ],
    theirs: [
      'outside -> shop/api-aaa[ReplicaSet]: all',
      'shop/api-aaa[ReplicaSet] -> outside: all',
      'shop/db[Pod] -> shop/api-aaa[ReplicaSet]: all',
    ],
  },
  'policy-twice': {
    why: 'it adds up two policies of one name, of which a cluster has one',
    theirs: ['outside -> shop/db[Pod]: TCP 5432', 'shop/web[Pod] -> shop/db[Pod]: TCP 5432'],
  },
  'port-name-of-another-protocol': {
    why: 'it finds a port by its name alone, whatever the protocol of the rule',
    ours: ['outside -> shop/dns[Pod]: UDP 53', 'shop/web[Pod] -> shop/dns[Pod]: UDP 53'],
    theirs: ['outside -> shop/dns[Pod]: TCP 53 UDP 53', 'shop/web[Pod] -> shop/dns[Pod]: TCP 53 UDP 53'],
  },
  'port-of-a-sidecar': {
    why: 'it does not look at ports of init containers that keep running (KEP-753)',
    ours: ['outside -> shop/db[Pod]: TCP 15432', 'shop/web[Pod] -> shop/db[Pod]: TCP 15432'],
  },
  'replicaset-without-hash': {
    why: 'it does not follow a ReplicaSet to its Deployment',
    theirs: [
      'outside -> shop/api-aaa[ReplicaSet]: all',
      'shop/api-aaa[ReplicaSet] -> outside: all',
      'shop/api-aaa[ReplicaSet] -> shop/api[Deployment]: all',
      'shop/api-aaa[ReplicaSet] -> shop/old[ReplicaSet]: all',
      'shop/api[Deployment] -> shop/api-aaa[ReplicaSet]: all',
      'shop/old[ReplicaSet] -> shop/api-aaa[ReplicaSet]: all',
    ],
  },
  'service-address-in-block': {
    why: ipv6,
    theirs: ['shop/web[Pod] -> 253.0.0.0-253.0.0.0: all'],
  },
  'webhook-by-the-addresses-of-nodes': {
    why: addresses,
    ours: ['kube-system/kube-apiserver[Pod] -> operators/operator[Pod]: TCP 9443'],
  },
  'webhook-by-the-pod-of-the-api-server': {
    why: node,
    theirs: ['kube-system/kube-apiserver[Pod] -> operators/operator[Pod]: TCP 9443'],
  },
  'yaml-1.1-numbers': {
    why: unchecked,
    ours: ['outside -> shop/db[Pod]: all', 'shop/web[Pod] -> shop/db[Pod]: all'],
  },
};
