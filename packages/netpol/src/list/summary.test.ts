import { expect, test } from 'vitest';
import { describePorts, ports } from '../ports/port-set.ts';
import { openTo, pod, policy, rulesOf, world } from '../testing/shop.ts';
import type { Focus } from './focus.ts';
import { listedPairs } from './rows.ts';
import { summedUp } from './summary.ts';

const many = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => pod('shop', name));
const told = (objects: readonly string[], focus: Focus = {}) =>
  [...summedUp(world(...objects), focus)].map(
    ({ from, to, ports: open, verdict }) =>
      `${from} > ${to}: ${describePorts(open)}${verdict === 'unknown' ? ' (unknown)' : ''}`,
  );
const shut = policy('shut', '{podSelector: {}, policyTypes: [Ingress, Egress]}');
const select = (app: string, rest: string) => policy(app, `{podSelector: {matchLabels: {app: ${app}}}, ${rest}}`);

test.each([
  ['nothing restricts anybody', many, ['everyone > everyone: all ports']],
  ['everything is denied', [...many, shut], []],
  [
    'all may call each other, and nobody outside',
    [
      ...many,
      policy(
        'inside',
        '{podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{from: [{podSelector: {}}]}], egress: [{to: [{podSelector: {}}]}]}',
      ),
    ],
    ['every workload > every workload: all ports'],
  ],
  [
    'all may be called from outside on a port, with an exception',
    [
      ...many,
      policy(
        'in',
        '{podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}}], ports: [{port: 443}]}]}',
      ),
    ],
    ['everywhere over IPv4 but 10.0.0.0/8 > every workload: TCP 443'],
  ],
])('one line says it where %s', (_, objects, lines) => {
  expect(told(objects)).toEqual(lines);
});

test('a workload that differs is told by itself, and the others as before', () => {
  const lines = told([...many, select('a', 'ingress: []')]);
  expect(lines).toContain('every workload > shop/b[Pod]: all ports');
  expect(lines.some((line) => line.includes('> shop/a[Pod]'))).toBe(false);
  expect(lines).toContain('every workload > everywhere: all ports');
});

test('names the callers of a few workloads one by one', () => {
  const lines = told([...many.slice(0, 3), select('a', 'ingress: []')]);
  expect(lines).toContain('shop/b[Pod] > shop/c[Pod]: all ports');
  expect(lines.some((line) => line.startsWith('every workload > shop/'))).toBe(false);
});

test('tells what is unknown in a line of its own', () => {
  const lines = told([...many, openTo('{from: [{ipBlock: {cidr: 10.0.0.0/8}}], ports: [{port: 443}]}')]);
  expect(lines).toContain('every workload > every workload: TCP 443 (unknown)');
});

test.each<[string, Focus, string[]]>([
  ['on one who is called', { to: new Set([0]) }, ['shop/a[Pod]']],
  ['on a namespace that nobody is in', { namespaces: new Set(['other']) }, []],
])('under a focus %s no line sums up', (_, focus, called) => {
  const lines = told(many, focus);
  expect(lines.some((line) => /every workload|everyone/.test(line))).toBe(false);
  expect([...new Set(lines.map((line) => line.split(' > ')[1]?.split(':')[0]))]).toEqual(called);
});

test('a focus on ports leaves out the others, and lines without any of them', () => {
  const rules = openTo(rulesOf(443, '0.0.0.0/0', '"::/0"'), '{from: [{podSelector: {}}], ports: [{port: 80}]}');
  const lines = told([...many, rules], { ports: ports('TCP', 80) });
  expect(lines).toContain('every workload > every workload: TCP 80');
  expect(lines.join()).not.toContain('443');
});

test('is what the rows say: a pair is summed up only where all of it holds', () => {
  const objects = [
    ...many,
    select('a', 'ingress: [{from: [{podSelector: {matchLabels: {app: b}}}], ports: [{port: 1}]}]'),
  ];
  const pairs = [...listedPairs(world(...objects))].filter(({ to }) => to === 'shop/a[Pod]');
  expect(pairs.map(({ from }) => from)).toEqual(['shop/b[Pod]']);
  expect(told(objects).filter((line) => line.includes('> shop/a[Pod]'))).toEqual(['shop/b[Pod] > shop/a[Pod]: TCP 1']);
});
