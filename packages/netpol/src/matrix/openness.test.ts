import { expect, test } from 'vitest';
import { Outside, ports } from '../index.ts';
import { openTo, pod, policy, rulesOf, web, world } from '../testing/shop.ts';
import { limitsOf, limitsSentence, opennessOf } from './openness.ts';

const [all4, all6] = ['0.0.0.0/0', '"::/0"'];
const of = (objects: readonly string[], direction: 'Ingress' | 'Egress' = 'Ingress', asked = ports('TCP', 443)) =>
  opennessOf(new Outside(world(...objects)), 0, direction, asked);
const port = (from: number, to: number, block: string) =>
  `{from: [{ipBlock: {cidr: ${block}}}], ports: [{port: ${from}, endPort: ${to}}]}`;

test.each([
  ['nothing restricts it', [web], ''],
  ['both families may', [web, openTo(rulesOf(443, all4, all6))], ''],
  ['two rules open a family each', [web, openTo(rulesOf(443, all4), rulesOf(443, all6))], ''],
  ['only IPv4 may', [web, openTo(rulesOf(443, all4))], 'IPv4 only'],
  ['only IPv6 may', [web, openTo(rulesOf(443, all6))], 'IPv6 only'],
  ['nobody may', [web, openTo(rulesOf(22, all4))], ''],
  ['the two halves of IPv4 are all of it', [web, openTo(rulesOf(443, '0.0.0.0/1', '128.0.0.0/1', all6))], ''],
  [
    'a private network is left out',
    [web, openTo(rulesOf(443, '0.0.0.0/0, except: [10.0.0.0/8]', all6))],
    'not 10.0.0.0/8',
  ],
  [
    'so many are left out that they are counted',
    [web, openTo(rulesOf(443, '0.0.0.0/0, except: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16]', all6))],
    'not 10.0.0.0/8, 172.16.0.0/12 and 1 more',
  ],
  [
    'what another port leaves out is not said of this one',
    [web, openTo(rulesOf(443, all4, all6), rulesOf(80, '0.0.0.0/0, except: [10.0.0.0/8]'))],
    '',
  ],
  [
    'a pod with an address of one family has nothing to say of the other',
    [pod('shop', 'web', ', status: {podIPs: [{ip: fd00::1}]}'), openTo(rulesOf(443, all6))],
    '',
  ],
])('says beside a cell: %s', (_, objects, limits) => {
  expect(limitsOf(of(objects))).toBe(limits);
});

test('of a range that a family has in part, both families are said', () => {
  const rules = openTo(port(440, 449, all6), port(440, 444, all4));
  expect(limitsOf(of([web, rules], 'Ingress', ports('TCP', 440, 449)))).toBe('IPv4 in part');
});

test('what both families have in common is open to all', () => {
  const { ports: most, forAll } = of(
    [web, openTo(port(440, 449, all6), port(445, 459, all4))],
    'Ingress',
    ports('TCP', 440, 449),
  );
  expect(most.TCP).toEqual([{ start: 440, end: 449 }]);
  expect(forAll.TCP).toEqual([{ start: 445, end: 449 }]);
});

test('of what goes out, the same is asked of the outside', () => {
  const out = policy('out', `{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: ${all6}}}]}]}`);
  expect(limitsOf(of([web, out], 'Egress'))).toBe('IPv6 only');
});

test.each([
  [undefined, [], 'Ingress', undefined],
  [
    { family: 4, other: 'not' },
    [],
    'Ingress',
    'This holds for anyone over IPv4 only: over IPv6 no rule lets everybody in.',
  ],
  [
    { family: 6, other: 'not' },
    [],
    'Egress',
    'This holds for anyone over IPv6 only: over IPv4 no rule lets it out to everybody.',
  ],
  [undefined, ['10.0.0.0/8'], 'Ingress', 'This holds for anyone, but not for 10.0.0.0/8.'],
  [
    { family: 4, other: 'not' },
    ['10.0.0.0/8'],
    'Ingress',
    'This holds for anyone over IPv4 only, but not for 10.0.0.0/8: over IPv6 no rule lets everybody in.',
  ],
] as const)('says in a sentence: %j without %j, %s', (only, but, direction, sentence) => {
  expect(limitsSentence({ only, but }, direction)).toBe(sentence);
});
