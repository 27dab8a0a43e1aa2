import { expect, test } from 'vitest';
import type { EgressConnection, EgressTarget } from './egress-connection.ts';
import { generate } from './generate.ts';
import type { GenerateOptions } from './options.ts';

const kafka = (...targets: EgressTarget[]): EgressConnection => ({ name: 'events', kind: 'kafka', targets });

/** The rules for what goes out of a component, and what is to be said of them. */
function egressOf(component: string, egress: GenerateOptions['egress'], more: Partial<GenerateOptions> = {}) {
  const { policies, findings } = generate({
    profile: 'headrace',
    namespace: 'ep',
    ...(egress ? { egress } : {}),
    ...more,
  });
  const policy = policies.find((p) => p.policy.metadata.name.includes(`${component}-egress`))?.policy;
  return { rules: policy?.spec.egress ?? [], codes: findings.map((f) => f.code), findings };
}
const ruleTo = (target: EgressTarget) =>
  egressOf('taskmanager', { connections: [kafka(target)], kubernetesApi: ['10.96.0.1'] }).rules.find((rule) =>
    rule.ports?.some((p) => p.port === target.port),
  )?.to;

test('an address is one address, of either family', () => {
  expect(ruleTo({ host: '192.0.2.4', port: 9092 })).toEqual([{ ipBlock: { cidr: '192.0.2.4/32' } }]);
  expect(ruleTo({ host: '[2001:db8::4]', port: 9092 })).toEqual([{ ipBlock: { cidr: '2001:db8::4/128' } }]);
});

test('the blocks that somebody named come before the name of the host; what is no block is not written', () => {
  expect(ruleTo({ host: 'kafka.example.com', port: 9092, cidrs: ['203.0.113.0/24', 'nonsense'] })).toEqual([
    { ipBlock: { cidr: '203.0.113.0/24' } },
  ]);
});

test('a Service of the cluster is the pods behind it, in its namespace', () => {
  const inEvents = { matchLabels: { 'kubernetes.io/metadata.name': 'events' } };
  expect(ruleTo({ host: 'kafka.events.svc.cluster.local', port: 9092, podLabels: { app: 'kafka' } })).toEqual([
    { namespaceSelector: inEvents, podSelector: { matchLabels: { app: 'kafka' } } },
  ]);
  expect(ruleTo({ host: 'kafka.events.svc', port: 9092 })).toEqual([{ namespaceSelector: inEvents, podSelector: {} }]);
  expect(ruleTo({ host: 'kafka-0.kafka.events.svc', port: 9092 })).toEqual([
    { namespaceSelector: inEvents, podSelector: {} },
  ]);
  for (const host of ['kafka.events.svcs.example.com', 'a.kafka-0.kafka.events.svc.example.com'])
    expect(ruleTo({ host, port: 9092 }), host).toHaveLength(2);
});

test('opens a port to everywhere in both families where a host has no address, with a finding at its place', () => {
  const place = { file: 'connections.yaml', line: 7, column: 3 };
  const connection = { ...kafka({ host: 'kafka.example.com', port: 9092 }), place };
  const { findings } = egressOf('taskmanager', { connections: [connection], kubernetesApi: ['10.96.0.1'] });
  expect(findings).toMatchObject([{ code: 'generate/host-anywhere', severity: 'warning', place }]);
  expect(ruleTo({ host: 'kafka.example.com', port: 9092 })).toEqual([
    { ipBlock: { cidr: '0.0.0.0/0' } },
    { ipBlock: { cidr: '::/0' } },
  ]);
});

test('reports all pods of a namespace once, however many components use the connection', () => {
  const { codes } = egressOf('taskmanager', {
    connections: [kafka({ host: 'kafka.events.svc', port: 9092 })],
    kubernetesApi: ['10.96.0.1'],
  });
  expect(codes).toEqual(['generate/all-pods-of-namespace']);
});

test('what is left open is said for each connection: its name, its host, and what to write to close it', () => {
  const said = (name: string, host: string) => ({ ...kafka({ host, port: 9092 }), name });
  const { findings } = egressOf('taskmanager', {
    connections: [said('events', 'kafka.events.svc'), said('orders', 'a.example'), said('bills', 'b.example')],
  });
  const finding = (code: string, severity: string, message: RegExp, fix: string) => ({
    code: `generate/${code}`,
    severity,
    message: expect.stringMatching(message),
    fix: expect.stringContaining(fix),
  });
  expect(findings).toEqual([
    finding('all-pods-of-namespace', 'info', /'events'.*kafka\.events\.svc.*namespace events/, 'podLabels:'),
    finding('host-anywhere', 'warning', /'orders'.*a\.example/, 'cidrs:'),
    finding('host-anywhere', 'warning', /'bills'.*b\.example/, 'cidrs:'),
    finding('api-server-anywhere', 'warning', /API server/, '--kubernetes-api'),
  ]);
});

test('a connection is one rule, its targets and ports once each', () => {
  const brokers = [
    { host: '192.0.2.1', port: 9093 },
    { host: '192.0.2.2', port: 9092 },
    { host: '192.0.2.1', port: 9092 },
  ];
  const { rules } = egressOf('taskmanager', { connections: [kafka(...brokers)], kubernetesApi: ['10.96.0.1'] });
  expect(rules).toContainEqual({
    to: [{ ipBlock: { cidr: '192.0.2.1/32' } }, { ipBlock: { cidr: '192.0.2.2/32' } }],
    ports: [
      { protocol: 'TCP', port: 9092 },
      { protocol: 'TCP', port: 9093 },
    ],
  });
});

test('a component gets rules for the kinds of connections that it uses alone', () => {
  const issuer = { name: 'login', kind: 'oidc-issuer', targets: [{ host: '192.0.2.9', port: 8443 }] } as const;
  const calls = (component: string) =>
    egressOf(component, { connections: [issuer], kubernetesApi: ['10.96.0.1'] }).rules.some((rule) =>
      rule.to?.some((peer) => peer.ipBlock?.cidr === '192.0.2.9/32'),
    );
  expect(['backend', 'gateway', 'taskmanager'].filter(calls)).toEqual(['gateway']);
});

test('the API server: its addresses, or everywhere with a finding', () => {
  const peersAt = (port: number, kubernetesApi?: string[]) => {
    const { rules, codes } = egressOf('jobmanager', { connections: [], ...(kubernetesApi ? { kubernetesApi } : {}) });
    return { to: rules.find((r) => r.ports?.some((p) => p.port === port))?.to?.map((p) => p.ipBlock?.cidr), codes };
  };
  expect(peersAt(6443, ['10.96.0.1', 'fd00::1', 'api.example.com'])).toEqual({
    to: ['10.96.0.1/32', 'fd00::1/128'],
    codes: [],
  });
  expect(peersAt(6443)).toEqual({ to: ['0.0.0.0/0', '::/0'], codes: ['generate/api-server-anywhere'] });
  const elsewhere = ['10.96.0.1', '192.168.1.10:16443', '[fd00::1]:16443'];
  expect(peersAt(6443, elsewhere).to).toEqual(['10.96.0.1/32']);
  expect(peersAt(16_443, elsewhere).to).toEqual(['192.168.1.10/32', 'fd00::1/128']);
  expect(peersAt(16_443, elsewhere.slice(1)).to).toHaveLength(2);
  expect(peersAt(6443, elsewhere.slice(1)).to).toBeUndefined();
});

test('the API server is called by TCP, at a port of its own as at the usual ones', () => {
  const { rules } = egressOf('jobmanager', {
    connections: [],
    kubernetesApi: ['10.96.0.1', '192.168.1.10:16443'],
  });
  const portsOf = (cidr: string) => rules.find((r) => r.to?.some((peer) => peer.ipBlock?.cidr === cidr))?.ports;
  expect(portsOf('10.96.0.1/32')).toEqual([443, 6443].map((port) => ({ protocol: 'TCP', port })));
  expect(portsOf('192.168.1.10/32')).toEqual([{ protocol: 'TCP', port: 16_443 }]);
});

test("names: the cluster's DNS by UDP and TCP; on OpenShift also the port that its pods listen on", () => {
  const dns = (platform: 'kubernetes' | 'openshift') =>
    egressOf('taskmanager', { connections: [], kubernetesApi: ['10.96.0.1'] }, { platform }).rules.find((r) =>
      r.ports?.some((p) => p.port === 53),
    );
  const ports = (platform: 'kubernetes' | 'openshift') => dns(platform)?.ports?.map((p) => `${p.protocol} ${p.port}`);
  expect(ports('kubernetes')?.sort()).toEqual(['TCP 53', 'UDP 53']);
  expect(ports('openshift')?.sort()).toEqual(['TCP 53', 'TCP 5353', 'UDP 53', 'UDP 5353']);
  expect(dns('kubernetes')?.to).toContainEqual({ ipBlock: { cidr: '169.254.20.10/32' } });
  expect(dns('openshift')?.to).toHaveLength(1);
});

test('generates no egress rules and findings without the option', () => {
  const { policies } = generate({ profile: 'headrace', namespace: 'ep' });
  expect(policies.flatMap(({ policy }) => policy.spec.policyTypes ?? [])).not.toContain('Egress');
});
