import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClusterFault } from '@headrace/cluster';
import { readWorld } from '@headrace/netpol';
import { beforeAll, expect, test } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import { api, apply } from './api.ts';

const namespace = 'validation';
const cases = join(import.meta.dirname, '..', '..', 'packages', 'netpol', 'cases');

beforeAll(() => apply(`{apiVersion: v1, kind: Namespace, metadata: {name: ${namespace}}}`));

/** Every policy of the scenarios, malformed ones too, by the file that it stands in. */
function policiesOfCases(): { name: string; spec: unknown }[] {
  return readdirSync(cases, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml') && !file.endsWith('expected.yaml'))
    .flatMap((file) =>
      parseAllDocuments(readFileSync(join(cases, file), 'utf8')).flatMap((document) => {
        const object = (document as { toJS(): { kind?: string; spec?: unknown } | null }).toJS();
        return object?.kind === 'NetworkPolicy' ? [{ name: file, spec: object.spec }] : [];
      }),
    );
}

const peer = (from: unknown) => ({ podSelector: {}, ingress: [{ from: [from] }] });
const port = (of: unknown) => ({ podSelector: {}, ingress: [{ ports: [of] }] });
const label = (matchLabels: unknown) => ({ podSelector: { matchLabels } });

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
];

test('the API server takes the policies that we take, and refuses those that we refuse', async () => {
  const all = [...policiesOfCases(), ...written.map((spec) => ({ name: JSON.stringify(spec), spec }))];
  const answers = await Promise.all(
    all.map(async ({ name, spec }) => ({ name, theirs: await isTaken(spec), ...read(spec) })),
  );
  expect(answers.length).toBeGreaterThan(200);
  expect(answers.filter((a) => !a.theirs).length).toBeGreaterThan(20);
  const differences = answers.filter((a) => a.theirs !== a.ours);
  // Taken by servers before 1.36, so it is a warning of ours and no error.
  expect(differences.map(({ name, codes }) => [name, ...codes])).toEqual([
    [join('address-in-a-block', 'cluster.yaml'), 'read/address-in-block'],
  ]);
});

const policyOf = (spec: unknown) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'asked', namespace },
  spec,
});

function read(spec: unknown): { ours: boolean; codes: string[] } {
  const { world, findings } = readWorld([{ file: 'asked.yaml', text: stringify(policyOf(spec)) }]);
  return { ours: world.policies.length === 1, codes: findings.map((f) => f.code) };
}

/** Asked without keeping it. */
async function isTaken(spec: unknown): Promise<boolean> {
  const path = `/apis/networking.k8s.io/v1/namespaces/${namespace}/networkpolicies`;
  const call = { method: 'POST' as const, query: { dryRun: 'All' }, what: 'create a policy', body: policyOf(spec) };
  try {
    await api().call(path, call);
    return true;
  } catch (e) {
    if (e instanceof ClusterFault && (e.status === 400 || e.status === 422)) return false;
    throw e;
  }
}
