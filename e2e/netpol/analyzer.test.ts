import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  compile,
  type GenerateOptions,
  generate,
  listRows,
  printYaml,
  profileNames,
  readWorld,
} from '@headrace/netpol';
import { installedWorkloads } from '@headrace/netpol/installation';
import { describe, expect, inject, test } from 'vitest';
import { stringify } from 'yaml';
import { analyze } from './analyzer.ts';
import { differences, refused } from './analyzer-differences.ts';
import { canonical } from './canonical.ts';

const cases = join(import.meta.dirname, '..', '..', 'packages', 'netpol', 'cases');
const scenarios = readdirSync(cases).sort();

/** Our list and that of the second judge: what only one of them has. */
async function compare(folder: string) {
  const files = globSync('*.yaml', { cwd: folder }).filter((f) => f !== 'expected.yaml');
  const { world } = readWorld(files.sort().map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') })));
  const judged = await analyze(inject('analyzer'), folder);
  if ('refused' in judged) return judged;
  // It knows no FlinkDeployment, and so nobody that one stands for.
  const ours = new Set(
    canonical([...listRows(compile(world))].filter((r) => r.verdict === 'allowed')).filter(
      (row) => !row.includes('[FlinkDeployment]'),
    ),
  );
  const theirs = new Set(canonical(judged.rows));
  return { ours: [...ours.difference(theirs)], theirs: [...theirs.difference(ours)] };
}

test.each(scenarios)('the scenario %s as netpol-analyzer sees it', async (name) => {
  const found = await compare(join(cases, name));
  const message = refused[name];
  if (message instanceof RegExp) expect(found).toEqual({ refused: expect.stringMatching(message) });
  else if ('refused' in found || message !== undefined) expect(found).toEqual({ refused: message });
  else {
    const { ours = [], theirs = [] } = differences[name] ?? {};
    expect(found, differences[name]?.why).toEqual({ ours, theirs });
  }
});

test('every explained difference is one of a scenario that is there', () => {
  expect(scenarios.length).toBeGreaterThan(60);
  expect([...Object.keys(differences), ...Object.keys(refused)].filter((name) => !scenarios.includes(name))).toEqual(
    [],
  );
});

const variants: readonly Partial<GenerateOptions>[] = [
  {},
  { denyAll: 'ingress' },
  { denyAll: 'ingress', pinPorts: true, metrics: { port: 9249 }, flinkOperatorNamespace: 'operators' },
  {
    denyAll: 'both',
    pinPorts: true,
    platform: 'openshift',
    egress: {
      kubernetesApi: ['10.96.0.1', '192.168.1.10'],
      connections: [{ name: 'events', kind: 'kafka', targets: [{ host: '203.0.113.5', port: 9092 }] }],
    },
  },
];

describe.each(profileNames)('policies of the profile %s', (profile) => {
  test.each(variants)('with %j let through the same to both of us', async (variant) => {
    const options: GenerateOptions = { profile, namespace: 'ep', ...variant };
    const folder = mkdtempSync(join(tmpdir(), 'headrace-profile-'));
    try {
      writeFileSync(join(folder, 'policies.yaml'), printYaml(generate(options)));
      writeFileSync(join(folder, 'pods.yaml'), stringify(podsOf(options)));
      expect(await compare(folder)).toEqual({ ours: [], theirs: [] });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** The pods of an installation, two of each so that pods of one kind call each other, and a stranger. */
function podsOf(options: GenerateOptions) {
  const stranger = { namespace: options.namespace, name: 'stranger', labels: {}, ports: [] };
  const pods = [...installedWorkloads(options), stranger].flatMap(({ namespace, name, labels, ports }) =>
    [1, 2].map((n) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { namespace, name: `${name}-${n}`, labels },
      spec: { containers: [{ name, image: name, ports: ports.map(({ port }) => ({ containerPort: port })) }] },
    })),
  );
  return { apiVersion: 'v1', kind: 'List', items: pods };
}
