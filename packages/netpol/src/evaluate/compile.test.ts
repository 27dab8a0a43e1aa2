import { expect, test } from 'vitest';
import { readWorld } from '../read/world.ts';
import { compile, withPolicies } from './compile.ts';

const pod = (namespace: string, app: string) =>
  `{kind: Pod, metadata: {name: ${app}, namespace: ${namespace}, labels: {app: ${app}}}}`;
const policy = (name: string, spec: string) =>
  `{kind: NetworkPolicy, metadata: {name: ${name}, namespace: shop}, spec: ${spec}}`;
const app = (name: string) => `podSelector: {matchLabels: {app: ${name}}}`;
function world(...objects: string[]) {
  const { world: read, findings } = readWorld([{ file: 'a.yaml', text: objects.join('\n---\n') }]);
  expect(findings).toEqual([]);
  return read;
}

test('exchanging a policy compiles that one alone, and keeps what other policies restrict', () => {
  const pods = [pod('shop', 'web'), pod('shop', 'db')];
  const [dbIn, webIn] = [policy('db', `{${app('db')}}`), policy('web', `{${app('web')}, ingress: [{}]}`)];
  const compiled = compile(world(...pods, dbIn, webIn));
  const { policies: others } = world(policy('other', `{${app('web')}}`));
  const [db] = compiled.policies;
  const then = withPolicies(compiled, [...compiled.policies.slice(0, 1).map((p) => p.located), ...others]);
  expect(then.policies.map((p) => p.located.policy.metadata.name)).toEqual(['db', 'other']);
  expect(then.policies[0]).toBe(db);
  expect(then.restricting.Ingress[0]).toEqual([then.policies[1]]);
  expect(then.restricting.Ingress[1]).toBe(compiled.restricting.Ingress[1]);
  expect(then.restricting.Egress[0]).toBe(compiled.restricting.Egress[0]);
});

test('keeps compiled policies when they are reordered, and when others are added or removed between them', () => {
  const all = ['a', 'b', 'c', 'd'].map((name) => policy(name, `{${app('web')}}`));
  const compiled = compile(world(pod('shop', 'web'), ...all));
  const [a, b, , d] = compiled.policies;
  const [added] = world(policy('e', `{${app('web')}}`)).policies;
  if (!a || !b || !d || !added) throw new Error('four policies and one more');
  const then = withPolicies(compiled, [d.located, added, b.located, a.located]);
  const names = (list: typeof then.policies | undefined) => list?.map((p) => p.located.policy.metadata.name);
  expect(names(then.policies)).toEqual(['d', 'e', 'b', 'a']);
  expect([then.policies[0], then.policies[2], then.policies[3]]).toEqual([d, b, a]);
  expect(then.policies[3]).toBe(a);
  expect(names(then.restricting.Ingress[0])).toEqual(['a', 'b', 'd', 'e']);
  expect(withPolicies(then, []).restricting.Ingress[0]).toEqual([]);
});

test('policies that select the same pods share one set of them', () => {
  const { policies } = compile(
    world(pod('shop', 'web'), policy('a', `{${app('web')}}`), policy('b', `{${app('web')}}`)),
  );
  expect([...(policies[0]?.selects ?? [])]).toEqual([0]);
  expect(policies[1]?.selects).toBe(policies[0]?.selects);
});

test('the same pods of different namespaces are different sets', () => {
  const from = (namespace: string) => `{namespaceSelector: {matchLabels: {name: ${namespace}}}, ${app('web')}}`;
  const named = (name: string) => `{kind: Namespace, metadata: {name: ${name}, labels: {name: ${name}}}}`;
  const objects = [named('a'), named('b'), pod('a', 'web'), pod('b', 'web'), pod('shop', 'web')];
  const { policies, index } = compile(
    world(...objects, policy('in', `{podSelector: {}, ingress: [${['a', 'b'].map((n) => `{from: [${from(n)}]}`)}]}`)),
  );
  const selected = policies[0]?.rules.Ingress?.map((g) => [...g.selected].map((i) => index.workloads[i]?.namespace));
  expect(selected).toEqual([['a'], ['b']]);
});
