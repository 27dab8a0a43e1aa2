import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from '../evaluate/compile.ts';
import { workloadKey } from '../model/world.ts';
import { readBounds } from './source-file.ts';
import { readWorld } from './world.ts';

const read = (text: string) => readWorld([{ file: 'a.yaml', text }]);
const policy = (spec: string) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p, namespace: shop}
spec:
${spec
  .split('\n')
  .map((line) => `  ${line}`)
  .join('\n')}
`;

test('reads pods, controllers, Services, Namespaces and policies from several documents and from Lists', () => {
  const { world, findings, skipped } = read(`
kind: Namespace
metadata: {name: shop, labels: {team: a}}
---
kind: List
items:
  - kind: Deployment
    metadata: {name: web, namespace: shop}
    spec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{ports: [{name: http, containerPort: 80}]}]}}}
  - kind: CronJob
    metadata: {name: nightly}
    spec: {jobTemplate: {spec: {template: {metadata: {labels: {job: nightly}}, spec: {hostNetwork: true}}}}}
  - kind: ConfigMap
    metadata: {name: c}
---
kind: PodList
items: [{metadata: {name: one}, status: {podIPs: [{ip: 10.0.0.1}, {ip: 'fd00::1'}]}}]
---
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 443, targetPort: http}]}
---
${policy('podSelector: {}')}`);
  expect(findings).toEqual([]);
  expect(world.workloads.map(workloadKey)).toEqual([
    'shop/web[Deployment]',
    'default/nightly[CronJob]',
    'default/one[Pod]',
  ]);
  expect(world.workloads.map((w) => [w.hostNetwork, w.addresses, w.ports.length])).toEqual([
    [false, [], 1],
    [true, [], 0],
    [false, ['10.0.0.1', 'fd00::1'], 0],
  ]);
  expect(world.services).toMatchObject([{ name: 'web', ports: [{ port: 443, targetPort: 'http', protocol: 'TCP' }] }]);
  expect(world.policies.map((p) => p.policy.metadata.name)).toEqual(['p']);
  expect(skipped).toEqual({ ConfigMap: 1 });
});

test('pods of a Deployment are one workload, with the addresses of all; its template does not count beside them', () => {
  const pod = (name: string, ip: string) => `
kind: Pod
metadata:
  name: ${name}
  labels: {app: web, pod-template-hash: abc}
  ownerReferences: [{kind: ReplicaSet, name: web-abc, controller: true}]
status: {podIP: ${ip}}
---`;
  const { world } = read(`${pod('web-abc-1', '10.0.0.1')}${pod('web-abc-2', '10.0.0.2')}
kind: Deployment
metadata: {name: web}
spec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{ports: [{containerPort: 80}]}]}}}`);
  expect(compile(world).index.workloads).toMatchObject([
    {
      name: 'web',
      kind: 'Deployment',
      addresses: ['10.0.0.1', '10.0.0.2'],
      ports: [],
      pods: ['web-abc-1', 'web-abc-2'],
    },
  ]);
});

test.each([
  ['a type that does not exist', 'podSelector: {}\npolicyTypes: [ingress]', 'read/policy-type', 6],
  ['a peer that names nobody', 'podSelector: {}\ningress:\n- from:\n  - {}', 'read/empty-peer', 8],
  [
    'a block and a selector in one peer',
    'podSelector: {}\ningress:\n- from:\n  - podSelector: {}\n    ipBlock: {cidr: 10.0.0.0/8}',
    'read/block-and-selector',
    8,
  ],
  ['a block that is none', 'podSelector: {}\ningress:\n- from:\n  - ipBlock: {cidr: 10.0.0.0}', 'read/not-a-cidr', 8],
  [
    'an exception outside',
    'podSelector: {}\ningress:\n- from:\n  - ipBlock:\n      cidr: 10.0.0.0/8\n      except: [11.0.0.0/16]',
    'read/except-outside',
    10,
  ],
  ['a port beyond all', 'podSelector: {}\ningress:\n- ports:\n  - port: 70000', 'read/not-a-port', 8],
  ['a range backwards', 'podSelector: {}\ningress:\n- ports:\n  - port: 80\n    endPort: 79', 'read/end-port', 9],
  ['a range of a name', 'podSelector: {}\ningress:\n- ports:\n  - port: http\n    endPort: 79', 'read/end-port', 9],
  ['a protocol that does not exist', 'podSelector: {}\ningress:\n- ports:\n  - protocol: HTTP', 'read/protocol', 8],
  ['In without values', 'podSelector:\n  matchExpressions:\n  - {key: a, operator: In}', 'read/values-and-operator', 7],
  [
    'Exists with values',
    'podSelector:\n  matchExpressions:\n  - {key: a, operator: Exists, values: [b]}',
    'read/values-and-operator',
    7,
  ],
  ['a label that is a number', 'podSelector: {matchLabels: {version: 1}}', 'read/not-a-text', 5],
])('reports %s at its place, and does not read the policy', (_, spec, code, line) => {
  const { world, findings } = read(policy(spec));
  expect(world.policies).toEqual([]);
  expect(findings).toMatchObject([{ code, severity: 'error', place: { file: 'a.yaml', line } }]);
  expect(findings[0]?.fix).not.toBe('');
});

test('warns about a field that the API does not have, and reads the policy without it', () => {
  const { world, findings } = read(policy('podSelector: {}\ningress:\n- form:\n  - podSelector: {}'));
  expect(findings).toMatchObject([{ code: 'read/unknown-field', severity: 'warning', place: { line: 7, column: 5 } }]);
  expect(world.policies[0]?.policy.spec.ingress).toEqual([{}]);
});

const codes = (text: string) => read(text).findings.map((f) => `${f.place?.line} ${f.severity} ${f.code}`);

test.each([
  ['projectcalico.org/v3', 'warning read/not-judged'],
  ['crd.projectcalico.org/v1', 'warning read/not-judged'],
  ['v1', 'error read/api-version'],
  ['extensions/v1beta1', 'error read/api-version'],
  ['1', 'error read/api-version'],
])('a NetworkPolicy of %s is not the one of Kubernetes', (apiVersion, said) => {
  const text = `apiVersion: ${apiVersion}\nkind: NetworkPolicy\nmetadata: {name: p}\nspec: {podSelector: {}}\n`;
  expect(codes(text)).toEqual([expect.stringContaining(said)]);
  expect(read(text)).toMatchObject({ world: { policies: [] }, skipped: {} });
});

test.each([
  ['Pod', 'v1'],
  ['Service', 'v1'],
  ['Namespace', 'v1'],
  ['ReplicationController', 'v1'],
  ['Deployment', 'apps/v1'],
  ['StatefulSet', 'apps/v1'],
  ['DaemonSet', 'apps/v1'],
  ['ReplicaSet', 'apps/v1'],
  ['Job', 'batch/v1'],
  ['CronJob', 'batch/v1'],
  ['NetworkPolicy', 'networking.k8s.io/v1'],
])('%s is read as one of %s, and as none of another API of Kubernetes', (kind, apiVersion) => {
  const of = (api: string) => read(`{apiVersion: ${api}, kind: ${kind}, metadata: {name: a}, spec: {podSelector: {}}}`);
  const { namespaces, workloads, services, policies } = of(apiVersion).world;
  expect(of(apiVersion).findings).toEqual([]);
  expect([namespaces, workloads, services, policies].flat()).toHaveLength(1);
  const refused = of('policy/v1');
  expect(refused.findings).toMatchObject([{ code: 'read/api-version', severity: 'error' }]);
  expect(refused.findings[0]?.fix).toContain(apiVersion);
  expect(Object.values(refused.world).flat()).toEqual([]);
});

const containers = '{template: {spec: {containers: [{name: a}]}}}';
test.each([
  ['cilium.io/v2', 'CiliumNetworkPolicy', '{}'],
  ['cilium.io/v2', 'CiliumClusterwideNetworkPolicy', '{}'],
  ['policy.networking.k8s.io/v1alpha1', 'AdminNetworkPolicy', '{}'],
  ['policy.networking.k8s.io/v1alpha1', 'BaselineAdminNetworkPolicy', '{}'],
  ['policy.networking.k8s.io/v1alpha2', 'ClusterNetworkPolicy', '{}'],
  ['projectcalico.org/v3', 'GlobalNetworkPolicy', '{}'],
  ['apps.openshift.io/v1', 'DeploymentConfig', containers],
  ['argoproj.io/v1alpha1', 'Rollout', containers],
  ['serving.knative.dev/v1', 'Service', containers],
  ['example.com/v1', 'Cron', `{jobTemplate: {spec: ${containers}}}`],
])('warns that %s %s is not evaluated', (apiVersion, kind, spec) => {
  const { world, findings, skipped } = read(
    `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\nspec: ${spec}`,
  );
  expect(findings).toMatchObject([{ code: 'read/not-judged', severity: 'warning', place: { line: 2, column: 7 } }]);
  expect(findings[0]?.message).toContain(`${apiVersion} ${kind}`);
  expect(skipped).toEqual({});
  expect(Object.values(world).flat()).toEqual([]);
});

test.each(['constructor', 'toString', '__proto__'])('an object of the kind %s is counted like any other', (kind) => {
  const { findings, notRead } = read(`kind: ${kind}\nmetadata: {name: a}`);
  expect(findings).toEqual([]);
  expect(Object.values(notRead)).toEqual([1]);
});

test('entries of a typed list are of the API that the list is of', () => {
  const list = (api: string) => `{apiVersion: ${api}, kind: NetworkPolicyList, items: [{metadata: {name: a}}]}`;
  expect(codes(list('projectcalico.org/v3'))).toEqual(['1 warning read/not-judged']);
  expect(read(list('networking.k8s.io/v1')).world.policies).toHaveLength(1);
});

test.each([
  ['{kind: Networkpolicy, metadata: {name: a}}', 'NetworkPolicy'],
  ['{kind: POD, metadata: {name: a}}', 'Pod'],
  ['{kind: list, items: [{kind: Pod, metadata: {name: a}}]}', 'List'],
  ['{kind: Podlist, items: [{metadata: {name: a}}]}', 'PodList'],
])('rejects %s, a kind in the wrong case', (text, right) => {
  const { findings, skipped } = read(text);
  expect(findings).toMatchObject([{ code: 'read/kind-letters', severity: 'error', place: { line: 1, column: 8 } }]);
  expect(findings[0]?.fix).toContain(`kind: ${right}.`);
  expect(skipped).toEqual({});
});

test.each([
  ['NetworkPolicy', 'spec: {podSelector: {}}', 'spec: {podSelector: {}, ingress: [{}]}'],
  ['Deployment', 'spec: {replicas: 1}', 'spec: {template: {metadata: {labels: {a: b}}}}'],
  ['Pod', 'spec: {}', 'spec: {hostNetwork: true}'],
  ['Service', 'spec: {ports: [{port: 80}]}', 'spec: {}'],
  ['Namespace', 'spec: {}', 'spec: {a: b}'],
])('reports a second %s of the same name with both places, and uses the first', (kind, one, other) => {
  const object = (body: string) => `kind: ${kind}\nmetadata: {name: a}\n${body}\n`;
  const base = { file: 'base.yaml', text: object(one) };
  const overlay = { file: 'overlay.yaml', text: object(other) };
  const both = readWorld([base, overlay]);
  expect(both.findings).toMatchObject([
    { code: 'read/twice', severity: 'error', place: { file: 'overlay.yaml', line: 2, column: 18 } },
  ]);
  expect(both.findings[0]?.message).toContain('base.yaml:2:18');
  expect(JSON.stringify(both.world)).toBe(JSON.stringify(readWorld([base]).world));
});

test('the same name in another namespace, or of another kind, is another object', () => {
  expect(
    codes(
      ['Pod, metadata: {name: a}', 'Pod, metadata: {name: a, namespace: b}', 'Service, metadata: {name: a}']
        .map((o) => `---\n{kind: ${o}}\n`)
        .join(''),
    ),
  ).toEqual([]);
});

test('reports a namespace that is no text, and a boolean in quotes', () => {
  expect(codes('kind: Pod\nmetadata:\n  name: a\n  namespace: 123\n')).toEqual(['4 error read/not-a-text']);
  expect(codes('kind: Pod\nmetadata: {name: a}\nspec:\n  hostNetwork: "true"\n')).toEqual([
    '4 error read/not-a-boolean',
  ]);
  expect(codes('kind: Pod\nmetadata: {name: a, namespace: }\nspec: {hostNetwork: }\n')).toEqual([]);
});

test('reads the other documents of a file with a broken one', () => {
  const { world, findings } = read(`kind: Pod\nmetadata: {name: a}\n---\nkind: [\n---\nkind: Pod\nmetadata: {name: b}`);
  expect(findings).toMatchObject([{ code: 'read/syntax', severity: 'error' }]);
  expect(world.workloads.length).toBeGreaterThan(0);
});

test('rejects a file that is too large, too deep, or multiplied by aliases', () => {
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${[...'bcdefghij'].map((c, i) => `${c}: &${c} [${Array(9).fill(`*${'abcdefghij'[i]}`).join(', ')}]`).join('\n')}`;
  const codes = [' '.repeat(readBounds.characters + 1), '['.repeat(100_000), '- '.repeat(100_000), bomb].map(
    (text) => read(text).findings[0]?.code,
  );
  expect(codes).toEqual(['read/too-large', 'read/too-deep', 'read/too-deep', 'read/aliases']);
});

test('quotes at most the beginning of a value in a message', () => {
  const [notAnObject] = read(JSON.stringify('x'.repeat(1000))).findings;
  expect(notAnObject?.message).toBe(`A Kubernetes object should be a mapping, and is the text "${'x'.repeat(60)}…".`);
  const long = `{kind: NetworkPolicy, metadata: {name: p}, spec: {podSelector: {}, ${'y'.repeat(1000)}: 1}}`;
  expect(read(long).findings[0]?.message).toContain(`'${'y'.repeat(60)}…'`);
});

test('reads random text and random objects without an exception', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      read(text);
    }),
    { numRuns: 3000 },
  );
  const kinds = fc.constantFrom('NetworkPolicy', 'Pod', 'Deployment', 'Service', 'Namespace', 'List', 'CronJob', '');
  const object = fc.record({
    kind: kinds,
    metadata: fc.anything(),
    spec: fc.anything(),
    items: fc.anything(),
    status: fc.anything(),
  });
  fc.assert(
    fc.property(object, (value) => {
      const text = JSON.stringify(value) ?? '';
      const { findings } = read(text);
      for (const finding of findings) expect(finding.place?.line).toBeGreaterThan(0);
    }),
    { numRuns: 5000 },
  );
});
