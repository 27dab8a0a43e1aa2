import { expect, test } from 'vitest';
import { compile } from '../evaluate/compile.ts';
import { type Endpoint, endpointNamed, reach } from '../evaluate/reach.ts';
import { describePorts } from '../ports/port-set.ts';
import { printPolicy } from '../print/print.ts';
import { readWorld } from '../read/world.ts';
import { explain } from './explain.ts';

const pod = (name: string, labels: string, more = '') =>
  `{kind: Pod, metadata: {name: ${name}, namespace: shop, labels: {${labels}}}${more}}`;
const policy = (name: string, spec: string) =>
  `{kind: NetworkPolicy, metadata: {name: ${name}, namespace: shop}, spec: ${spec}}`;
const read = (objects: readonly string[]) =>
  compile(readWorld([{ file: 'a.yaml', text: objects.join('\n---\n') }]).world);

/** What is said of the side that denies a connection to `shop/db:80`, or to another pod. */
function helpIn(objects: readonly string[], from = 'shop/web', to = 'shop/db') {
  const compiled = read(objects);
  const { sides } = explain(
    compiled,
    endpointNamed(compiled, from) as Endpoint,
    endpointNamed(compiled, to) as Endpoint,
    'TCP',
    80,
  );
  return sides.find((side) => side.verdict !== 'allowed');
}

const shutDb = policy('db', '{podSelector: {matchLabels: {app: db, tier: back}}}');
const web = pod('web', 'app: web');
const db = pod('db', 'app: db, tier: back');

test('a remedy opens the one connection that was asked for, and changes nothing else', () => {
  const before = [web, db, pod('other', 'app: other'), shutDb];
  const remedy = helpIn(before)?.remedy;
  expect(remedy?.also).toEqual([]);
  const [then, now] = [read(before), read([...before, printPolicy(remedy?.policy ?? expect.fail())])];
  const pairs = then.index.workloads.flatMap((_, i) => then.index.workloads.map((_, j) => [i, j] as const));
  const differing = pairs.flatMap(([from, to]) => {
    const [was, is] = [then, now].map((r) => describePorts(reach(r, { workload: from }, { workload: to }).allowed));
    return was === is ? [] : [[now.index.workloads[from]?.name, now.index.workloads[to]?.name, is]];
  });
  expect(differing).toEqual([['web', 'db', 'TCP 80']]);
});

test('says whom else a remedy would cut off, apply to, or allow', () => {
  const twin = pod('twin', 'app: web');
  const shutOne = policy('db', '{podSelector: {matchLabels: {app: db, track: main}}}');
  const main = pod('db', 'app: db, track: main');
  const canary = pod('canary', 'app: db, track: main, more: so');
  expect(helpIn([web, main, canary, twin, shutOne])?.remedy?.also).toEqual([
    'It would also hold for shop/canary[Pod], by the same labels.',
    'It would also let shop/twin[Pod] in.',
  ]);
  const one = policy(
    'db',
    '{podSelector: {matchExpressions: [{key: more, operator: DoesNotExist}, {key: app, operator: In, values: [db]}]}}',
  );
  expect(helpIn([web, pod('db', 'app: db'), pod('canary', 'app: db, more: so'), one])?.remedy?.also).toEqual([
    'It would also select shop/canary[Pod], which nothing restricts now: whatever else calls them would be cut off.',
  ]);
  const out = policy('web', '{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress]}');
  expect(helpIn([web, db, pod('db2', 'app: db, tier: back'), out])?.remedy?.also).toEqual([
    'It would also let calls to shop/db2[Pod] out.',
  ]);
});

test.each([
  [
    'the called has no label',
    [web, pod('db', ''), policy('all', '{podSelector: {}}')],
    'shop/db[Pod] has no lasting label',
  ],
  [
    'the caller has none but passing ones',
    [pod('web', 'pod-template-hash: a1'), db, shutDb],
    'shop/web[Pod] has no lasting label',
  ],
  [
    'the caller is on the network of a node that is not known',
    [pod('web', 'app: web', ', spec: {hostNetwork: true}'), db, shutDb],
    'shop/web[Pod] runs on the network of its node',
  ],
])('no rule is named that would open more than was asked for: %s', (_, objects, message) => {
  const help = helpIn(objects);
  expect(help?.remedy).toBeUndefined();
  expect(help?.noRemedy).toContain(message);
});

test('a caller on the network of a known node is named by its address', () => {
  const node = pod(
    'web',
    'app: web',
    ', spec: {hostNetwork: true}, status: {hostIP: 192.168.0.9, podIPs: [{ip: 192.168.0.9}]}',
  );
  expect(helpIn([node, db, shutDb])?.remedy?.rule).toEqual({
    from: [{ ipBlock: { cidr: '192.168.0.9/32' } }],
    ports: [{ protocol: 'TCP', port: 80 }],
  });
});
