import { compile, endpointNamed, parseAddress, readWorld } from '@headrace/netpol';
import { expect, test } from 'vitest';
import { filterOf, type Place } from '../support/network/filter.ts';

const pod = (name: string, ip: string) =>
  `{kind: Pod, metadata: {name: ${name}, namespace: shop, labels: {app: ${name}}}, status: {podIP: ${ip}}}`;
const policy = `{kind: NetworkPolicy, metadata: {name: db, namespace: shop}, spec: {podSelector: {matchLabels: {app: db}},
  policyTypes: [Ingress], ingress: [
    {from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 5432}, {port: 6000, endPort: 6009}]},
    {from: [{ipBlock: {cidr: 10.9.0.0/16}}], ports: [{port: 53, protocol: UDP}]}]}}`;
const { world, findings } = readWorld([
  {
    file: 'a.yaml',
    text: [pod('web', '10.0.0.1'), pod('db', '10.0.0.2'), pod('other', '10.0.0.3'), policy].join('\n---\n'),
  },
]);
const compiled = compile(world);
const place = (address: string) => ({ end: endpointNamed(compiled, address), address: parseAddress(address) }) as Place;
const [web, db, other, outside] = ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.9.0.1'].map(place) as [
  Place,
  Place,
  Place,
  Place,
];

/** The rules that let somebody in, without what they note. */
const letIn = (rules: string) =>
  rules.split('\n').filter((line) => line.endsWith(' accept') && line.includes(' saddr '));

test('each caller gets the ports that the policies open to it, and who gets none has no rule', () => {
  expect(findings).toEqual([]);
  expect(letIn(filterOf(compiled, db, [web, other, outside]))).toEqual([
    '    ip saddr 10.0.0.1 tcp dport { 5432, 6000-6009 } update @used { ip saddr . tcp dport } accept',
    '    ip saddr 10.9.0.1 udp dport { 53 } accept',
  ]);
});

test('a pod that no policy selects is open to all, a pod is open to itself', () => {
  const all = (ip: string) => [
    `    ip saddr ${ip} tcp dport { 1-65535 } update @used { ip saddr . tcp dport } accept`,
    `    ip saddr ${ip} udp dport { 1-65535 } accept`,
    `    ip saddr ${ip} sctp dport { 1-65535 } accept`,
  ];
  expect(letIn(filterOf(compiled, web, [other]))).toEqual(all('10.0.0.3'));
  expect(letIn(filterOf(compiled, db, [db]))).toEqual(all('10.0.0.2'));
});

test('what is not let in is dropped, not refused, and answers come through', () => {
  const rules = filterOf(compiled, db, []);
  expect(rules).toContain('policy drop;');
  expect(rules).not.toContain('reject');
  expect(rules).toContain('ct state established,related accept');
});
