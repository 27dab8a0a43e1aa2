import { expect, test } from 'vitest';
import { describePorts } from '../ports/port-set.ts';
import { db, openTo, policy, rulesOf, web, world } from '../testing/shop.ts';
import { differently, UndecidedRules } from './undecided-rules.ts';

/** The ports of a connection from web to db that other rules leave unknown than before. */
function changed(before: readonly string[], after: readonly string[]) {
  const [was, is] = [before, after].map((objects) => {
    const compiled = world(web, db, ...objects);
    const at = (name: string) => compiled.index.workloads.findIndex((w) => w.name === name);
    return new UndecidedRules(compiled).between(at('web'), at('db'));
  });
  return describePorts(differently(was ?? [], is ?? []));
}
const block = (port: number, cidr = '10.0.0.0/8') => openTo(rulesOf(port, cidr));
const teams = (team: string, port = 443) =>
  openTo(`{from: [{namespaceSelector: {matchLabels: {team: ${team}}}}], ports: [{port: ${port}}]}`);

test.each<[string, string[], string[], string]>([
  ['no rule', [], [], 'no port'],
  ['the same block', [block(443)], [block(443)], 'no port'],
  ['the same block on another port', [block(443)], [block(80)], 'TCP 80, 443'],
  ['another block', [block(443)], [block(443, '10.0.0.0/9')], 'TCP 443'],
  ['a block that is added', [], [block(443)], 'TCP 443'],
  ['a block that is removed', [block(443)], [], 'TCP 443'],
  [
    'the same rule in a policy of another name',
    [block(443)],
    [policy('renamed', `{podSelector: {}, ingress: [${rulesOf(443, '10.0.0.0/8')}]}`)],
    'no port',
  ],
  ['the same selector of namespaces', [teams('a')], [teams('a')], 'no port'],
  ['another selector of namespaces', [teams('a')], [teams('b')], 'TCP 443'],
  [
    'a rule that is decided, whatever it says',
    [openTo('{from: [{podSelector: {}}]}')],
    [openTo('{ports: [{port: 80}]}')],
    'no port',
  ],
  [
    'a policy that selects another pod',
    [],
    [policy('other', `{podSelector: {matchLabels: {app: web}}, ingress: [${rulesOf(443, '10.0.0.0/8')}]}`)],
    'no port',
  ],
  [
    'a rule of egress of the caller',
    [],
    [
      policy(
        'out',
        '{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8}}], ports: [{port: 443}]}]}',
      ),
    ],
    'TCP 443',
  ],
])('compares what is unknown: %s', (_, before, after, ports) => {
  expect(changed(before, after)).toBe(ports);
});

test('nothing is unknown of an end that is not there', () => {
  const rules = new UndecidedRules(world(web, db, block(443)));
  expect(rules.between(undefined, 0)).toEqual([]);
  expect(rules.between(0, undefined)).toEqual([]);
});
