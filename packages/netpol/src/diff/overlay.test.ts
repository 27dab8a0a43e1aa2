import { expect, test } from 'vitest';
import { readWorld } from '../read/world.ts';
import { overlay } from './overlay.ts';

const read = (...objects: string[]) => readWorld([{ file: 'a.yaml', text: objects.join('\n---\n') }]).world;
const pod = (name: string, ip: string) =>
  `{kind: Pod, metadata: {name: ${name}, namespace: shop}, status: {podIPs: [{ip: ${ip}}]}}`;
const policy = (name: string, port: number, namespace = 'shop') =>
  `{kind: NetworkPolicy, metadata: {name: ${name}, namespace: ${namespace}}, spec: {podSelector: {}, ingress: [{ports: [{port: ${port}}]}]}}`;
const namespace = (team: string) => `{kind: Namespace, metadata: {name: shop, labels: {team: ${team}}}}`;
const service = (port: number) =>
  `{kind: Service, metadata: {name: db, namespace: shop}, spec: {selector: {app: db}, ports: [{port: ${port}}]}}`;

test('policies, Services and Namespaces of a change replace those of the same name, and others stay', () => {
  const before = read(policy('a', 1), policy('b', 2), policy('a', 3, 'other'), namespace('old'), service(80));
  const after = overlay(before, read(policy('a', 9), namespace('new'), service(81)));
  const ports = after.policies.map(
    ({ policy: { metadata, spec } }) => `${metadata.namespace}/${metadata.name} ${spec.ingress?.[0]?.ports?.[0]?.port}`,
  );
  expect(ports.sort()).toEqual(['other/a 3', 'shop/a 9', 'shop/b 2']);
  expect(after.namespaces.map(({ labels }) => labels.team)).toEqual(['new']);
  expect(after.services.map((one) => one.ports[0]?.port)).toEqual([81]);
});

test('a workload that is there stays as the cluster knows it, and new ones are added', () => {
  const { workloads } = overlay(read(pod('db', '10.0.0.1')), read(pod('db', '10.9.9.9'), pod('web', '10.0.0.2')));
  expect(workloads.map(({ name, addresses }) => `${name} ${addresses.join()}`).sort()).toEqual([
    'db 10.0.0.1',
    'web 10.0.0.2',
  ]);
});

test('a change without objects changes nothing', () => {
  const before = read(pod('db', '10.0.0.1'), policy('a', 1), namespace('old'));
  expect(overlay(before, read())).toEqual({
    namespaces: before.namespaces,
    workloads: before.workloads,
    services: before.services,
    policies: before.policies,
  });
});
