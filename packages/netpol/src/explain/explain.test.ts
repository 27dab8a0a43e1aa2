import { expect, test } from 'vitest';
import { endpointNamed } from '../evaluate/reach.ts';
import type { Protocol } from '../model/policy.ts';
import { db, dbFromWeb, openTo, other, pod, policy, rulesOf, web, world } from '../testing/shop.ts';
import { explain } from './explain.ts';

function asked(objects: readonly string[], from: string, to: string, port: number, protocol: Protocol = 'TCP') {
  const compiled = world(...objects);
  const end = (name: string) => endpointNamed(compiled, name) ?? expect.fail(`there is no ${name}`);
  const { verdict, self, sides } = explain(compiled, end(from), end(to), protocol, port);
  const [egress, ingress] = sides;
  return { verdict, self, egress, ingress };
}
const rules = (refs: readonly { policy: string; rule: number }[]) =>
  refs.map(({ policy: of, rule }) => `${of} ${rule}`);

test('a connection that no policy restricts is allowed on both sides, by no rule', () => {
  const { verdict, egress, ingress } = asked([web, db], 'shop/web', 'shop/db', 5432);
  expect(verdict).toBe('allowed');
  for (const side of [egress, ingress])
    expect(side).toMatchObject({ verdict: 'allowed', restrictedBy: [], allowedBy: [] });
});

test('cites each rule that allows it, with the line where it stands', () => {
  const again = policy('again', '{podSelector: {}, ingress: [{ports: [{port: 80}]}, {ports: [{port: 5432}]}]}');
  const { ingress } = asked([web, db, dbFromWeb, again], 'shop/web', 'shop/db', 5432);
  expect(rules(ingress.allowedBy)).toEqual(['shop/db 0', 'shop/again 1']);
  expect(ingress.allowedBy.map(({ place }) => `${place.file}:${place.line}`)).toEqual(['a.yaml:5', 'a.yaml:7']);
  expect(ingress.remedy).toBeUndefined();
});

test('names the policies that restrict the side that denies it, and none of the other', () => {
  const { verdict, egress, ingress } = asked([web, db, dbFromWeb], 'shop/web', 'shop/db', 80);
  expect(verdict).toBe('denied');
  expect(ingress.restrictedBy.map((ref) => ref.policy)).toEqual(['shop/db']);
  expect(egress.restrictedBy).toEqual([]);
  expect(egress.remedy).toBeUndefined();
});

test('tells rules that let the same peer in on other ports from those for other peers', () => {
  const { ingress } = asked([web, db, other, dbFromWeb], 'shop/web', 'shop/db', 80);
  expect(rules(ingress.otherPorts)).toEqual(['shop/db 0']);
  expect(asked([web, db, other, dbFromWeb], 'other/web', 'shop/db', 80).ingress.otherPorts).toEqual([]);
});

test('is denied where one side denies it, whatever the other allows', () => {
  const quiet = policy('quiet', '{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress]}');
  const { verdict, egress, ingress } = asked([web, db, dbFromWeb, quiet], 'shop/web', 'shop/db', 5432);
  expect([verdict, egress.verdict, ingress.verdict]).toEqual(['denied', 'denied', 'allowed']);
});

test('does not take a rule of another protocol', () => {
  expect(asked([web, db, dbFromWeb], 'shop/web', 'shop/db', 5432, 'UDP').verdict).toBe('denied');
});

test('is unknown where a block may hold a pod without an address, and says what decides it', () => {
  const { verdict, ingress } = asked([web, db, openTo(rulesOf(80, '10.0.0.0/8'))], 'shop/web', 'shop/db', 80);
  expect([verdict, ingress.verdict]).toEqual(['unknown', 'unknown']);
  const [rule] = ingress.undecidedBy;
  expect(rule?.because).toEqual([
    {
      why: 'shop/web[Pod] has no address in what was read, and the block 10.0.0.0/8 may hold it',
      decidedBy: expect.stringContaining('--live'),
    },
  ]);
});

test('is unknown where a selector may find a namespace whose labels were not read', () => {
  const from = '{from: [{namespaceSelector: {matchLabels: {team: a}}}]}';
  const { verdict, ingress } = asked([db, other, openTo(from)], 'other/web', 'shop/db', 80);
  expect(verdict).toBe('unknown');
  expect(ingress.undecidedBy[0]?.because).toEqual([
    {
      why: 'the labels of the namespace other are not in what was read, and the selector team=a of a rule in shop may find it',
      decidedBy: expect.stringContaining('kubectl get namespace other -o yaml'),
    },
  ]);
});

test('is allowed where one rule does for certain, whatever another leaves open', () => {
  const { verdict, ingress } = asked(
    [web, db, dbFromWeb, openTo(rulesOf(5432, '10.0.0.0/8'))],
    'shop/web',
    'shop/db',
    5432,
  );
  expect(verdict).toBe('allowed');
  expect(rules(ingress.allowedBy)).toEqual(['shop/db 0']);
});

test('is denied for certain where both sides leave it open on ports that have none in common', () => {
  const out = policy(
    'out',
    '{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8}}], ports: [{port: 81}]}]}',
  );
  expect(asked([web, db, openTo(rulesOf(80, '10.0.0.0/8')), out], 'shop/web', 'shop/db', 80).verdict).toBe('denied');
});

test('a pod reaches itself, which no policy can forbid', () => {
  const { verdict, self } = asked(
    [db, policy('deny', '{podSelector: {}, policyTypes: [Ingress, Egress]}')],
    'shop/db',
    'shop/db',
    80,
  );
  expect([verdict, self]).toEqual(['allowed', true]);
});

test('an address outside is restricted on the side of the pod alone', () => {
  const { verdict, egress, ingress } = asked(
    [pod('shop', 'db'), openTo(rulesOf(443, '203.0.113.0/24'))],
    '203.0.113.7',
    'shop/db',
    443,
  );
  expect([verdict, egress.verdict, ingress.verdict]).toEqual(['allowed', 'allowed', 'allowed']);
  expect(rules(ingress.allowedBy)).toEqual(['shop/open 0']);
  expect(asked([db, openTo(rulesOf(443, '203.0.113.0/24'))], '203.0.114.7', 'shop/db', 443).verdict).toBe('denied');
});
