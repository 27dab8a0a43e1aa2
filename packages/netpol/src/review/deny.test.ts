import { expect, test } from 'vitest';
import { readWorld } from '../read/world.ts';
import { reviewDeny } from './deny.ts';

const pod = (name: string, component?: string) =>
  `{kind: Pod, metadata: {name: ${name}, namespace: ep, labels: {${component ? `app.kubernetes.io/name: headrace, app.kubernetes.io/component: ${component}` : `app: ${name}`}}}, spec: {containers: [{ports: [{containerPort: 5432}]}]}}`;
const installed = [pod('gateway', 'gateway'), pod('backend', 'backend')];
const reviewed = (objects: readonly string[], denyAll: 'ingress' | 'both' = 'ingress') => {
  const { world } = readWorld([{ file: 'a.yaml', text: objects.join('\n---\n') }]);
  return reviewDeny(world, { profile: 'headrace', namespace: 'ep', denyAll });
};
const errors = (r: ReturnType<typeof reviewed>) => r.findings.filter((f) => f.severity === 'error').map((f) => f.code);

test('with all policies of the installation nothing breaks, and what is needed is known', () => {
  const found = reviewed(installed);
  expect(errors(found)).toEqual([]);
  expect(found.denies.map((p) => p.metadata.name)).toEqual(['default-deny-ingress']);
  expect(found.allows.map((p) => p.metadata.name)).not.toContain('default-deny-ingress');
  const names = found.needed.map(({ from, to, port }) =>
    [from, to].map((i) => found.compiled.index.workloads[i]?.name).concat(String(port)),
  );
  expect(names).toContainEqual(['gateway', 'backend', '8888']);
});

test('reports another workload of the namespace that no policy selects as cut off', () => {
  const found = reviewed([...installed, pod('stranger')]);
  expect(errors(found)).toEqual(['review/cut-off']);
  expect(found.findings.find((f) => f.code === 'review/cut-off')?.message).toContain('ep/stranger[Pod]');
  const own =
    '{kind: NetworkPolicy, metadata: {name: own, namespace: ep}, spec: {podSelector: {matchLabels: {app: stranger}}}}';
  expect(errors(reviewed([...installed, pod('stranger'), own]))).toEqual([]);
});

test('reports needed connections as missing where egress is denied without allowing them', () => {
  expect(errors(reviewed(installed, 'both'))).toContain('review/missing');
});

test('reports a cut-off workload without declared ports as an error where a Service selects it, and else as a warning', () => {
  const worker = '{kind: Pod, metadata: {name: worker, namespace: ep, labels: {app: worker}}}';
  const service =
    '{kind: Service, metadata: {name: worker, namespace: ep}, spec: {selector: {app: worker}, ports: [{port: 80}]}}';
  const severities = (...objects: string[]) =>
    reviewed([...installed, ...objects]).findings.flatMap((f) => (f.code === 'review/cut-off' ? [f.severity] : []));
  expect(severities(worker)).toEqual(['warning']);
  expect(severities(worker, service)).toEqual(['error']);
});
