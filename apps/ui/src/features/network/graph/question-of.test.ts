import { anyone, type Grid, type GridRow, isAnyone } from '@headrace/netpol/matrix';
import type { PictureEdge, PictureNode } from '@headrace/netpol/picture';
import { expect, test } from 'vitest';
import { purposeOf, questionOf } from './question-of.ts';

const node = (id: string, more: Partial<PictureNode> = {}): PictureNode => ({
  id,
  kind: 'workloads',
  namespace: 'shop',
  title: id,
  subtitle: 'Pod',
  names: [id],
  workloads: [],
  marks: [],
  among: { TCP: [], UDP: [], SCTP: [] },
  calls: [],
  ...more,
});
const nodes = [
  node('web', { workloads: [3, 4] }),
  node('db', { workloads: [7] }),
  node('anyone', { kind: 'anyone' }),
  node('block', { kind: 'addresses', names: ['10.1.0.0/16', '10.2.0.0/16'] }),
  node('nobody', { names: ['no block'] }),
];
const edge = (from: string, to: string, ports: Partial<PictureEdge['ports']>): PictureEdge => ({
  from,
  to,
  verdict: 'allowed',
  ports: { TCP: [], UDP: [], SCTP: [], ...ports },
});
const at = (start: number, end = start) => [{ start, end }];

test.each([
  ['the first of workloads that are alike stands for them', 'web', 'db', { TCP: at(80) }, { workload: 3 }, 'TCP', 80],
  ['a range is asked for its first port', 'web', 'db', { TCP: at(8000, 8099) }, { workload: 3 }, 'TCP', 8000],
  ['TCP is asked before UDP', 'web', 'db', { UDP: at(53), TCP: at(5353) }, { workload: 3 }, 'TCP', 5353],
  ['UDP is asked where there is no TCP', 'web', 'db', { UDP: at(53) }, { workload: 3 }, 'UDP', 53],
  ['SCTP is asked where it is alone', 'web', 'db', { SCTP: at(9) }, { workload: 3 }, 'SCTP', 9],
  ['anyone is anyone', 'anyone', 'db', { TCP: at(80) }, anyone, 'TCP', 80],
  [
    'addresses are asked by the first of their first block',
    'block',
    'db',
    { TCP: at(80) },
    { address: { family: 4, value: 0x0a01_0000n } },
    'TCP',
    80,
  ],
] as const)('%s', (_, from, to, ports, end, protocol, port) => {
  expect(questionOf(edge(from, to, ports), nodes)).toEqual({ from: end, to: { workload: 7 }, protocol, port });
});

test.each([
  ['an arrow without ports', edge('web', 'db', {})],
  ['an arrow from a node that is not drawn', edge('gone', 'db', { TCP: at(80) })],
  ['an arrow to a node that is not drawn', edge('web', 'gone', { TCP: at(80) })],
  ['a node that is neither a workload nor a block', edge('nobody', 'db', { TCP: at(80) })],
])('asks nothing about %s', (_, found) => {
  expect(questionOf(found, nodes)).toBeUndefined();
});

test('finds what a connection is for by its target, protocol and port', () => {
  const row = (workload: number, start: number, stop: number, why: string): GridRow => ({
    title: '',
    namespace: '',
    end: { workload },
    protocol: 'TCP',
    start,
    stop,
    why,
    without: `no ${why}`,
    cells: [],
  });
  const rows = [row(7, 80, 80, 'pages'), row(7, 8000, 8099, 'data'), row(8, 80, 80, 'others')];
  const grid: Pick<Grid, 'rows'> = { rows };
  const purpose = (workload: number, port: number, protocol: 'TCP' | 'UDP' = 'TCP') =>
    purposeOf({ from: anyone, to: { workload }, protocol, port }, grid).why;
  expect([purpose(7, 80), purpose(7, 8000), purpose(7, 8099), purpose(8, 80)]).toEqual([
    'pages',
    'data',
    'data',
    'others',
  ]);
  expect([purpose(7, 81), purpose(7, 8100), purpose(9, 80), purpose(7, 80, 'UDP')]).toEqual(['', '', '', '']);
  expect(isAnyone(anyone)).toBe(true);
});
