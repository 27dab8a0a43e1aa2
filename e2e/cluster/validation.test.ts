import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ClusterFault } from '@headrace/cluster';
import { directionsOf, type EgressRule, type IngressRule, type NetworkPolicy, readWorld } from '@headrace/netpol';
import { beforeAll, expect, test } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import { api, apply } from './api.ts';

const namespace = 'validation';
const cases = join(import.meta.dirname, '..', '..', 'packages', 'netpol', 'cases');

/** Every policy of the scenarios, malformed ones too, by the file that it stands in. */
function policiesOfCases(): { name: string; spec: unknown }[] {
  return readdirSync(cases, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml') && !file.endsWith('expected.yaml'))
    .flatMap((file) =>
      parseAllDocuments(readFileSync(join(cases, file), 'utf8'), { version: '1.1' }).flatMap((document) => {
        const object = (document as { toJS(): { kind?: string; spec?: unknown } | null }).toJS();
        return object?.kind === 'NetworkPolicy' ? [{ name: file, spec: object.spec }] : [];
      }),
    );
}

const peer = (from: unknown) => ({ podSelector: {}, ingress: [{ from: [from] }] });
const port = (of: unknown) => ({ podSelector: {}, ingress: [{ ports: [of] }] });
const label = (matchLabels: unknown) => ({ podSelector: { matchLabels } });
const expression = (of: unknown) => ({ podSelector: { matchExpressions: [of] } });

/** Further ways of writing it, on both sides of the line. */
const written: readonly unknown[] = [
  null,
  {},
  { podSelector: null },
  { policyTypes: [] },
  { podSelector: {}, policyTypes: ['Egress', 'Egress'] },
  { podSelector: {}, ingress: [null] },
  peer({ podSelector: null, namespaceSelector: {} }),
  peer({ podSelector: {}, ipBlock: null }),
  peer({ ipBlock: { cidr: '' } }),
  peer({ ipBlock: { cidr: '10.0.0.0/33' } }),
  peer({ ipBlock: { cidr: 'FD00::/8' } }),
  peer({ ipBlock: { cidr: '::/0', except: ['::ffff:10.0.0.0/104'] } }),
  port({}),
  port({ port: null, endPort: null, protocol: null }),
  port({ port: 0 }),
  port({ port: -1 }),
  port({ port: 'a' }),
  port({ port: 'a--b' }),
  port({ port: '-a' }),
  port({ port: '1-a' }),
  port({ port: '' }),
  port({ port: 80.5 }),
  port({ port: 80, endPort: 80 }),
  port({ port: 80, endPort: 65_536 }),
  port({ protocol: '' }),
  port({ protocol: 'SCTP' }),
  label({ 'example.org/app': 'a.b_c-d' }),
  label({ 'Example.org/app': 'a' }),
  label({ '/app': 'a' }),
  label({ 'app/': 'a' }),
  label({ '': 'a' }),
  label({ a: '' }),
  label({ a: '-b' }),
  label({ a: 'b'.repeat(63) }),
  label({ a: 'b'.repeat(64) }),
  label({ ['a'.repeat(64)]: 'b' }),
  label({ [`${'a'.repeat(254)}/b`]: 'b' }),
  label({ app: null }),
  label({ app: null, tier: 'web' }),
  label(null),
  expression({ key: 'app', operator: 'In', values: [null, 'web'] }),
  expression({ key: 'app', operator: 'Exists', values: null }),
  expression(null),
  peer(null),
  peer({ ipBlock: { cidr: '10.0.0.0/8', except: [null] } }),
  port(null),
  { podSelector: {}, policyTypes: [null] },
];

interface Answer extends Read {
  readonly name: string;
  /** What the API server would keep, when it is created and when it is applied; undefined where it refuses. */
  readonly created: unknown;
  readonly applied: unknown;
}

let answers: readonly Answer[];

beforeAll(async () => {
  await apply(`{apiVersion: v1, kind: Namespace, metadata: {name: ${namespace}}}`);
  const all = [...policiesOfCases(), ...written.map((spec) => ({ name: JSON.stringify(spec), spec }))];
  answers = await Promise.all(
    all.map(async ({ name, spec }) => ({
      name,
      created: await kept(spec, 'POST'),
      applied: await kept(spec, 'PATCH'),
      ...read(spec),
    })),
  );
});

test('the API server takes the policies that we take, and refuses those that we refuse', () => {
  expect(answers.length).toBeGreaterThan(200);
  expect(answers.filter((a) => a.created === undefined).length).toBeGreaterThan(20);
  const differences = answers.filter((a) => (a.created === undefined) !== (a.ours === undefined));
  // Taken by servers before 1.36, so it is a warning of ours and no error.
  expect(differences.map(({ name, codes }) => [name, ...codes])).toEqual([
    [join('address-in-a-block', 'cluster.yaml'), 'read/address-in-block'],
  ]);
});

test('created or applied, it keeps the same', () => {
  const differences = answers.filter((a) => !isDeepStrictEqual(a.created, a.applied));
  // A field that it does not know is dropped of what is created, and refused of what is applied.
  expect(differences.map(({ name, codes }) => [name, ...codes])).toEqual([
    [join('malformed-field', 'cluster.yaml'), 'read/unknown-field'],
  ]);
});

test('what it keeps means to us what was written', () => {
  const taken = answers.filter((a) => a.created !== undefined && a.ours !== undefined);
  const differences = taken.filter((a) => !isDeepStrictEqual(meaning(read(a.created).ours), meaning(a.ours)));
  expect(differences.map((a) => a.name)).toEqual([]);
});

/** With what the API server fills in. */
function meaning(policy: NetworkPolicy | undefined): unknown {
  if (!policy) return undefined;
  const { podSelector, ingress = [], egress = [] } = policy.spec;
  const filled = ({ from = [], to = [], ...rule }: IngressRule & EgressRule) => ({
    ...rule,
    from,
    to,
    ...(rule.ports ? { ports: rule.ports.map((p) => ({ protocol: 'TCP', ...p })) } : {}),
  });
  return { podSelector, types: directionsOf(policy.spec), ingress: ingress.map(filled), egress: egress.map(filled) };
}

const policyOf = (spec: unknown) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'asked', namespace },
  spec,
});

interface Read {
  readonly ours: NetworkPolicy | undefined;
  readonly codes: readonly string[];
}

function read(spec: unknown): Read {
  const { world, findings } = readWorld([{ file: 'asked.yaml', text: stringify(policyOf(spec)) }]);
  return { ours: world.policies[0]?.policy, codes: findings.map((f) => f.code) };
}

/** Asked without keeping it. */
async function kept(spec: unknown, method: 'POST' | 'PATCH'): Promise<unknown> {
  const path = `/apis/networking.k8s.io/v1/namespaces/${namespace}/networkpolicies`;
  const call = { method, what: 'ask for a policy', body: policyOf(spec) };
  const query = { dryRun: 'All', fieldManager: 'test' };
  const asApplied = { ...call, query, contentType: 'application/apply-patch+yaml' };
  try {
    const asked = method === 'POST' ? api().call(path, { ...call, query }) : api().call(`${path}/asked`, asApplied);
    return ((await asked) as { spec: unknown }).spec;
  } catch (e) {
    if (e instanceof ClusterFault && (e.status === 400 || e.status === 422 || isMalformed(e))) return undefined;
    throw e;
  }
}

/** Of another type than the field, which applying answers with 500. */
const isMalformed = ({ status, message }: ClusterFault): boolean =>
  status === 500 && /failed to (create typed patch|convert new) object/.test(message);
