import type { LocatedPolicy, NetworkPolicy, Workload, World } from '@headrace/netpol';

/**
 * A cluster as companies have them: namespaces of a hundred pods in twenty apps, each app with policies for who may call it
 * and whom it calls, among them a default-deny in every namespace.
 */
export function clusterOf(pods: number, policies: number): World {
  const perNamespace = 100;
  const apps = 20;
  const namespaces = Array.from({ length: Math.ceil(pods / perNamespace) }, (_, n) => ({
    name: `team-${n}`,
    labels: { 'kubernetes.io/metadata.name': `team-${n}`, zone: `z${n % 7}` },
  }));
  const workloads = Array.from({ length: pods }, (_, i): Workload => {
    const n = Math.floor(i / perNamespace);
    const app = i % apps;
    return {
      namespace: `team-${n}`,
      name: `pod-${i}`,
      kind: 'Pod',
      labels: { app: `app-${app}`, tier: app % 3 === 0 ? 'front' : 'back', pod: `pod-${i}` },
      hostNetwork: false,
      addresses: [`10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`],
      ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
    };
  });
  const all = Array.from({ length: policies }, (_, i) => policyOf(i, namespaces.length, apps));
  return { namespaces, workloads, services: [], policies: all.map(located) };
}

export const located = (policy: NetworkPolicy): LocatedPolicy => ({
  policy,
  placeOf: () => ({ file: `${policy.metadata.namespace}/${policy.metadata.name}`, line: 1, column: 1 }),
});

export function policyOf(i: number, namespaces: number, apps: number): NetworkPolicy {
  const n = i % namespaces;
  const turn = Math.floor(i / namespaces);
  const base = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' } as const;
  const metadata = { name: `p-${turn}`, namespace: `team-${n}` };
  if (turn === 0) return { ...base, metadata, spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] } };
  const own = { matchLabels: { app: `app-${turn % apps}` } };
  const peer = { matchLabels: { app: `app-${(turn * 7 + n) % apps}` } };
  const port = { protocol: 'TCP', port: 8000 + (turn % 90) } as const;
  const other = { matchLabels: { zone: `z${(n + turn) % 7}` } };
  return {
    ...base,
    metadata,
    spec: {
      podSelector: own,
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        {
          from: [{ podSelector: peer }, ...(turn % 5 === 0 ? [{ namespaceSelector: other, podSelector: own }] : [])],
          ports: [port],
        },
      ],
      egress: [
        {
          to: [{ podSelector: peer }, { ipBlock: { cidr: `10.${turn % 4}.${n % 256}.0/24` } }],
          ports: [port, { protocol: 'UDP', port: 53 }],
        },
      ],
    },
  };
}
