import { type GridState, portText } from '@headrace/netpol/matrix';
import { expect, test } from 'vitest';
import { defaults } from '../settings/settings.ts';
import { Evaluator } from './evaluator.ts';

const pods =
  '{kind: Pod, metadata: {name: web, namespace: shop, labels: {app: web}}}\n---\n{kind: Pod, metadata: {name: db, namespace: shop, labels: {app: db}}}';
const policy = (app: string, spec: string) =>
  `{kind: NetworkPolicy, metadata: {name: ${app}, namespace: shop}, spec: {podSelector: {matchLabels: {app: ${app}}}, ${spec}}}`;
const into = (...blocks: string[]) =>
  policy('db', `ingress: [{from: [${blocks.map((b) => `{ipBlock: {${b}}}`)}], ports: [{port: 5432}]}]`);

/** The view of files, with the state of a cell by its names. */
async function viewOf(...policies: string[]) {
  const file = new File([[pods, ...policies].join('\n---\n')], 'own.yaml');
  const files = { world: [{ path: 'own.yaml', file }], flinkDeployment: undefined, connections: undefined };
  const view = await new Evaluator().view({ ...defaults }, files);
  const stateOf = (from: string, to: string, port = 'TCP 5432'): GridState | undefined => {
    const column = view.grid.callers.findIndex((c) => c.title === from);
    return view.grid.rows.find((r) => r.title === to && portText(r) === port)?.cells[column]?.state;
  };
  return { ...view, stateOf };
}

test('addresses that rules name are callers of their own, in the matrix and in the list; a pod that may be among them is unknown', async () => {
  const { stateOf, entries } = await viewOf(into('cidr: 10.0.0.0/8'));
  expect(stateOf('10.0.0.0/8', 'db')).toBe('allowed');
  expect(stateOf('Anyone', 'db')).toBe('denied');
  expect(entries.filter((e) => e.to === 'db').map((e) => [e.from, e.ports, e.by])).toEqual([
    ['10.0.0.0/8', 'TCP 5432', 'shop/db'],
    [
      'web',
      'TCP 5432',
      'not known: shop/web[Pod] has no address in what was read, and the block 10.0.0.0/8 may hold it',
    ],
  ]);
  expect(stateOf('web', 'db')).toBe('unknown');
});

test.each([
  ['a block of documentation is not everybody', 'cidr: 203.0.113.0/24', 'denied', '203.0.113.0/24'],
  [
    'all but a few is nearly everybody',
    'cidr: 0.0.0.0/0, except: [203.0.113.0/24]',
    'open',
    '0.0.0.0/0 but 203.0.113.0/24',
  ],
  ['half of all addresses is more than any network has', 'cidr: 128.0.0.0/1', 'open', '128.0.0.0/1'],
  ['a network of a provider is not everybody', 'cidr: 8.0.0.0/8', 'denied', '8.0.0.0/8'],
])('%s', async (_, block, anyone, named) => {
  const { stateOf } = await viewOf(into(block));
  expect(stateOf('Anyone', 'db')).toBe(anyone);
  expect(['allowed', 'open']).toContain(stateOf(named, 'db'));
});

test('of two blocks, one in the other, each has what it may alone', async () => {
  const wide = into('cidr: 10.0.0.0/8');
  const narrow = policy('web', 'ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/16}}], ports: [{port: 80}]}]');
  const { stateOf } = await viewOf(wide, narrow);
  expect(stateOf('10.0.0.0/8', 'web', 'TCP 80')).toBe('denied');
  expect(stateOf('10.0.0.0/16', 'web', 'TCP 80')).toBe('allowed');
});

test('what pods may call outside has rows: each block with the ports of its rules, and anyone', async () => {
  const out = policy(
    'web',
    'policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 192.0.2.0/24}}], ports: [{port: 443}]}]',
  );
  const { stateOf, entries } = await viewOf(out);
  expect(stateOf('web', '192.0.2.0/24', 'TCP 443')).toBe('allowed');
  expect(stateOf('web', 'Anyone outside', 'TCP all ports')).toBe('denied');
  expect(stateOf('db', 'Anyone outside', 'TCP all ports')).toBe('allowed');
  expect(entries).toContainEqual(expect.objectContaining({ from: 'web', to: '192.0.2.0/24', ports: 'TCP 443' }));
});
