import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reach } from '../evaluate/reach.ts';
import { describePorts } from '../ports/port-set.ts';
import { pod, policy, world } from '../testing/shop.ts';
import { equivalenceClasses } from './equivalence-classes.ts';

const groups = (...objects: string[]) => {
  const compiled = world(...objects);
  return equivalenceClasses(compiled)
    .map((members) =>
      members
        .map((i) => compiled.index.workloads[i]?.name)
        .sort()
        .join(' '),
    )
    .sort();
};
const [a, b, c] = ['a', 'b', 'c'].map((name) => pod('shop', name)) as [string, string, string];
const select = (app: string) => `{matchLabels: {app: ${app}}}`;
const at = (name: string, address: string) => pod('shop', name, `, status: {podIPs: [{ip: "${address}"}]}`);

test.each([
  ['pods that no policy names are one group', [a, b, c], ['a b c']],
  ['pods of another namespace are another group', [a, b, pod('other', 'c')], ['a b', 'c']],
  ['a pod that a policy selects is apart', [a, b, c, policy('p', `{podSelector: ${select('a')}}`)], ['a', 'b c']],
  ['a policy that selects all parts none', [a, b, policy('p', '{podSelector: {}}')], ['a b']],
  [
    'a pod that a rule lets in is apart',
    [a, b, c, policy('p', `{podSelector: {}, ingress: [{from: [{podSelector: ${select('b')}}]}]}`)],
    ['a c', 'b'],
  ],
  [
    'a pod that a rule of egress names is apart',
    [a, b, c, policy('p', `{podSelector: {}, policyTypes: [Egress], egress: [{to: [{podSelector: ${select('c')}}]}]}`)],
    ['a b', 'c'],
  ],
  [
    'a pod whose address is in a block is apart',
    [
      at('a', '10.0.0.1'),
      at('b', '10.0.1.1'),
      policy('p', '{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/24}}]}]}'),
    ],
    ['a', 'b'],
  ],
  ['families of addresses tell pods apart', [at('a', '10.0.0.1'), at('b', 'fd00::1')], ['a', 'b']],
  ['addresses of one family do not, where no rule names one', [at('a', '10.0.0.1'), at('b', '10.0.1.1')], ['a b']],
  ['the network of the node does', [a, pod('shop', 'b', ', spec: {hostNetwork: true}')], ['a', 'b']],
  [
    'ports count where a rule names one',
    [
      pod('shop', 'a', ', spec: {containers: [{ports: [{name: http, containerPort: 80}]}]}'),
      pod('shop', 'b', ', spec: {containers: [{ports: [{name: http, containerPort: 81}]}]}'),
      policy('p', '{podSelector: {}, ingress: [{ports: [{port: http}]}]}'),
    ],
    ['a', 'b'],
  ],
  [
    'ports do not count where rules use numbers',
    [
      pod('shop', 'a', ', spec: {containers: [{ports: [{containerPort: 80}]}]}'),
      pod('shop', 'b', ', spec: {containers: [{ports: [{containerPort: 81}]}]}'),
      policy('p', '{podSelector: {}, ingress: [{ports: [{port: 80}]}]}'),
    ],
    ['a b'],
  ],
])('%s', (_, objects, expected) => {
  expect(groups(...objects)).toEqual(expected);
});

test('is nothing for a world without workloads', () => {
  expect(groups()).toEqual([]);
});

const label = fc.constantFrom('a', 'b', 'c');
const side = fc.record({
  selects: fc.option(label, { nil: undefined }),
  peer: fc.oneof(
    label.map((app) => `{podSelector: ${select(app)}}`),
    fc.constantFrom('10.0.0.0/24', '10.0.0.0/30').map((cidr) => `{ipBlock: {cidr: ${cidr}}}`),
  ),
  port: fc.constantFrom('80', 'http'),
  isEgress: fc.boolean(),
});
const pods = fc.array(
  fc.record({
    app: label,
    address: fc.constantFrom('10.0.0.1', '10.0.0.9', '10.0.1.1', ''),
    port: fc.constantFrom(80, 81),
  }),
  { minLength: 3, maxLength: 7 },
);

// By the definition: exchanging two of a group changes no answer, neither about others nor about the two.
test('members of a group reach, and are reached by, the same', () => {
  fc.assert(
    fc.property(pods, fc.array(side, { maxLength: 3 }), (all, policies) => {
      const compiled = world(
        ...all.map(
          ({ app, address, port }, i) =>
            `{kind: Pod, metadata: {name: p${i}, namespace: shop, labels: {app: ${app}}}, spec: {containers: [{ports: [{name: http, containerPort: ${port}}]}]}${address ? `, status: {podIPs: [{ip: ${address}}]}` : ''}}`,
        ),
        ...policies.map(({ selects, peer, port, isEgress }, i) =>
          policy(
            `q${i}`,
            isEgress
              ? `{podSelector: ${selects ? select(selects) : '{}'}, policyTypes: [Egress], egress: [{to: [${peer}], ports: [{port: ${port}}]}]}`
              : `{podSelector: ${selects ? select(selects) : '{}'}, ingress: [{from: [${peer}], ports: [{port: ${port}}]}]}`,
          ),
        ),
      );
      const said = (from: number, to: number) => {
        const { allowed, possible } = reach(compiled, { workload: from }, { workload: to });
        return `${describePorts(allowed)} / ${describePorts(possible)}`;
      };
      const found = equivalenceClasses(compiled);
      expect(found.flat().sort((x, y) => x - y)).toEqual(all.map((_, i) => i));
      for (const [first = 0, ...others] of found)
        for (const other of others) {
          for (const third of found.flat()) {
            if (third === first || third === other) continue;
            expect(said(other, third)).toBe(said(first, third));
            expect(said(third, other)).toBe(said(third, first));
          }
          expect(said(first, other)).toBe(said(other, first));
        }
    }),
    { numRuns: 300 },
  );
});
