import { expect, test } from 'vitest';
import { pod, policy, web, world } from '../testing/shop.ts';
import { entitiesOf, isSought } from './entities.ts';
import type { MatrixInput } from './matrix-input.ts';

const inputOf = (objects: readonly string[], more: Partial<MatrixInput> = {}): MatrixInput => {
  const seen = world(...objects);
  return {
    now: seen,
    seen,
    onlyNamespace: '',
    search: '',
    options: undefined,
    targets: [],
    blocks: { calling: [], called: [] },
    onlyCalls: new Set(),
    ...more,
  };
};
const many = (count: number, namespace = 'shop') => Array.from({ length: count }, (_, i) => pod(namespace, `w${i}`));
const titles = (input: MatrixInput) => entitiesOf(input).map(({ title, subtitle }) => `${title}: ${subtitle}`);

test('names a workload by its name alone where nobody else has it', () => {
  expect(titles(inputOf([web, pod('other', 'web'), pod('other', 'db')])).sort()).toEqual([
    'db: Pod',
    'other/web: Pod',
    'shop/web: Pod',
  ]);
});

test('shows up to forty workloads one by one, and more as groups that no policy tells apart', () => {
  expect(entitiesOf(inputOf(many(40)))).toHaveLength(40);
  const [group, ...others] = entitiesOf(inputOf(many(41)));
  expect(others).toEqual([]);
  expect(group).toMatchObject({
    title: expect.stringMatching(/^shop\/w\d+ and 40 more$/),
    subtitle: 'alike to every policy',
    namespace: 'shop',
  });
});

test('a group knows another of its members, by whom its own connections are judged', () => {
  const [group] = entitiesOf(inputOf(many(41)));
  expect(group?.other).toBeDefined();
  expect(group?.other).not.toEqual(group?.end);
  const [alone] = entitiesOf(inputOf([web]));
  expect(alone?.other).toBeUndefined();
});

test('a workload that a policy selects is no member of the group of the others', () => {
  const input = inputOf([...many(41), policy('one', '{podSelector: {matchLabels: {app: w7}}}')]);
  expect(titles(input).sort()).toEqual([
    expect.stringMatching(/^shop\/w\d+ and 39 more: alike to every policy$/),
    'w7: Pod',
  ]);
});

test('workloads that stand for something outside are not among them', () => {
  const objects = [web, pod('kube-system', 'dns')];
  const dns = world(...objects).index.workloads.findIndex((w) => w.name === 'dns');
  const target = {
    component: 'dns' as const,
    title: 'DNS',
    end: { workload: dns },
    port: undefined,
    isRepresentative: false,
  };
  expect(titles(inputOf(objects, { targets: [target] }))).toEqual(['web: Pod']);
});

test('says of a pod that only calls that no policy names it', () => {
  expect(titles(inputOf([web], { onlyCalls: new Set([0]) }))).toEqual(['web: a pod that no policy names']);
});

test.each([
  ['', '', true],
  ['', 'WE', true],
  ['', 'db', false],
  ['shop', '', true],
  ['other', '', false],
  ['other', 'web', false],
])('looks in the namespace “%s” for “%s”', (onlyNamespace, search, found) => {
  const input = inputOf([web], { onlyNamespace, search });
  expect(entitiesOf(input).map((one) => isSought(one, input))).toEqual([found]);
});
