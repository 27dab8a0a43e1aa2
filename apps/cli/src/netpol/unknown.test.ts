import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runNetpol } from './testing/run.ts';

let dir: string;
const at = (name: string) => join(dir, name);
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'headrace-unknown-'));
  writeFileSync(at('a.yaml'), objects('10.0.0.0/8', 'team: observability'));
  writeFileSync(at('b.yaml'), objects('10.0.0.0/9', 'team: observability'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const deployment = (namespace: string, name: string) =>
  `{apiVersion: apps/v1, kind: Deployment, metadata: {name: ${name}, namespace: ${namespace}}, spec: {template: {metadata: {labels: {app: ${name}}}}}}`;
const objects = (cidr: string, labels: string) =>
  [
    deployment('shop', 'web'),
    deployment('monitoring', 'grafana'),
    deployment('shop', 'db'),
    `{kind: NetworkPolicy, metadata: {name: db, namespace: shop}, spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: ${cidr}}}], ports: [{port: 5432}]}, {from: [{namespaceSelector: {matchLabels: {${labels}}}, podSelector: {}}], ports: [{port: 9187}]}]}}`,
    '{kind: NetworkPolicy, metadata: {name: web, namespace: shop}, spec: {podSelector: {matchLabels: {app: web}}, ingress: [{}]}}',
  ].join('\n---\n');

test('explain: an unknown verdict ends with 3, names the rule that decides it and what would tell', () => {
  const asked = (to: string, from = 'shop/web') => runNetpol(['explain', at('a.yaml'), '--from', from, '--to', to]);
  const byAddress = asked('shop/db:5432');
  expect(byAddress.code).toBe(3);
  expect(byAddress.out).toContain(
    'Whether shop/web[Deployment] may reach shop/db[Deployment] on TCP 5432 is unknown: what was read does not decide it.',
  );
  expect(byAddress.out).toContain(
    `    shop/db, rule 1 (${at('a.yaml')}:7):\n      shop/web[Deployment] has no address in what was read, and the block 10.0.0.0/8 may hold it.\n  Read the pods as they run`,
  );
  expect(byAddress.out).toContain('  This policy would allow it whatever that is, and nothing else:');
  const byNamespace = asked('shop/db:9187', 'monitoring/grafana');
  expect(byNamespace.code).toBe(3);
  expect(byNamespace.out).toContain('the selector team=observability of a rule in shop may find it.');
  expect(byNamespace.out).toContain('kubectl get namespace monitoring -o yaml');
  expect(asked('shop/db:80').code).toBe(1);
  expect(asked('shop/web:80').code).toBe(0);
  const json = runNetpol(['explain', at('a.yaml'), '--from', 'shop/web', '--to', 'shop/db:5432', '-o', 'json']);
  expect([json.code, JSON.parse(json.out)]).toMatchObject([
    3,
    {
      verdict: 'unknown',
      sides: [{ verdict: 'allowed' }, { verdict: 'unknown', undecidedBy: [{ policy: 'shop/db', rule: 0 }] }],
    },
  ]);
});

test('list: unknown connections are rows with their verdict, and the rules that leave them so are named', () => {
  const { code, out, err } = runNetpol(['list', at('a.yaml'), '-o', 'json']);
  expect(code).toBe(0);
  const toDb = (JSON.parse(out) as { from: string; to: string; verdict: string; ports: object[] }[]).filter(
    (row) => row.to === 'shop/db[Deployment]',
  );
  expect(toDb.map(({ from, verdict }) => `${from} ${verdict}`)).toEqual([
    'monitoring/grafana[Deployment] unknown',
    'shop/web[Deployment] unknown',
    '10.0.0.0/8 allowed',
  ]);
  expect(err).toContain('warning review/unknown-namespace The namespace monitoring is not in what was read');
  expect(err).toContain(
    'info review/unknown-address monitoring/grafana[Deployment], shop/web[Deployment], shop/db[Deployment] have no address in what was read: the block 10.0.0.0/8 of shop/db may hold them.',
  );
  expect(runNetpol(['list', at('a.yaml'), '-o', 'svg']).out).toContain('web to db: TCP 5432, 9187 (unknown).');
});

test('diff: a change that may or may not open a connection ends with 3, one that is the same with 0', () => {
  const changed = (a: string, b: string) => runNetpol(['diff', at(a), at(b), '-o', 'json']);
  expect(changed('a.yaml', 'a.yaml')).toMatchObject({ code: 0, out: '[]\n' });
  const { code, out } = changed('a.yaml', 'b.yaml');
  expect(code).toBe(1);
  const rows = JSON.parse(out) as { from: string; to: string; unknown: { TCP: object[] } }[];
  expect(rows.filter((r) => r.from === 'shop/web[Deployment]')).toMatchObject([
    {
      to: 'shop/db[Deployment]',
      opened: { TCP: [] },
      closed: { TCP: [] },
      unknown: { TCP: [{ start: 5432, end: 5432 }] },
    },
  ]);
  writeFileSync(at('c.yaml'), objects('10.0.0.0/8', 'team: platform'));
  const selectors = changed('a.yaml', 'c.yaml');
  expect(selectors.code).toBe(3);
  expect((JSON.parse(selectors.out) as { from: string }[]).map((r) => r.from)).toEqual([
    'monitoring/grafana[Deployment]',
    'shop/web[Deployment]',
  ]);
});

test('review: what is unknown is a finding', () => {
  const { code, out } = runNetpol(['review', at('a.yaml')]);
  expect(code).toBe(1);
  expect(out).toContain('review/unknown-namespace');
});
