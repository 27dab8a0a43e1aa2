import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CompiledPolicies, compile } from '../evaluate/compile.ts';
import { unknownPorts } from '../evaluate/verdict.ts';
import { withDefaultDeny } from '../installation/what-if.ts';
import { Matrix } from '../list/matrix.ts';
import type { Workload } from '../model/world.ts';
import { allPorts, describePorts, difference, isNone, noPorts, union } from '../ports/port-set.ts';
import { readWorld } from '../read/world.ts';
import { pictureBounds, pictureOf } from './draw.ts';
import { layoutOf } from './layout.ts';
import { anyone, isFromAnyone, type Picture } from './picture.ts';
import { printSvg } from './svg.ts';

const cases = join(import.meta.dirname, '..', '..', 'cases');
const caseAt = (name: string): CompiledPolicies => {
  const files = globSync('*.yaml', { cwd: join(cases, name) }).filter((f) => f !== 'expected.yaml');
  return compile(readWorld(files.map((file) => ({ file, text: readFileSync(join(cases, name, file), 'utf8') }))).world);
};
const pod = (namespace: string, name: string, more: Partial<Workload> = {}): Workload => ({
  namespace,
  name,
  kind: 'Pod',
  labels: { app: name },
  hostNetwork: false,
  addresses: [],
  ports: [],
  ...more,
});
const worldOf = (workloads: Workload[], yaml = '') =>
  compile({ ...readWorld([{ file: 'p.yaml', text: yaml }]).world, workloads });

/** What the arrows between two nodes say, what anyone may do taken in. */
function drawnPorts({ edges }: Picture, from: string, to: string) {
  const own = edges.filter((e) => e.verdict === 'allowed');
  const arrows = own.filter((e) => e.to === to && (e.from === from || e.from === anyone));
  return arrows.reduce((sum, e) => union(sum, e.ports), noPorts);
}

describe.each(readdirSync(cases).sort())('the picture of %s', (name) => {
  test('draws every connection that is allowed or unknown as what it is, and no other between workloads', () => {
    const compiled = caseAt(name);
    const matrix = new Matrix(compiled);
    const picture = pictureOf(compiled);
    const drawn = picture.nodes.filter((n) => n.kind === 'workloads');
    for (const from of drawn)
      for (const to of drawn) {
        if (from === to) continue;
        const cell = matrix.cell(from.workloads[0] as number, to.workloads[0] as number);
        // Through an open target everybody comes, whose own policies let it out.
        const open = to.marks.some((m) => m !== 'calls-anywhere');
        if (!open) expect(isNone(difference(cell.allowed, drawnPorts(picture, from.id, to.id)))).toBe(true);
        for (const { ports, verdict } of picture.edges.filter((e) => e.from === from.id && e.to === to.id))
          expect(isNone(difference(ports, verdict === 'allowed' ? cell.allowed : unknownPorts(cell)))).toBe(true);
      }
  });
});

test('pods of one template that may call each other say so in their node, without an arrow to themselves', () => {
  const compiled = worldOf(
    [pod('a', 'w', { kind: 'Deployment' })],
    `kind: NetworkPolicy
metadata: {name: p, namespace: a}
spec: {podSelector: {}, ingress: [{from: [{podSelector: {}}], ports: [{port: 6121}]}]}`,
  );
  const picture = pictureOf(compiled);
  expect(picture.edges).toEqual([]);
  expect(printSvg(layoutOf(picture), 't')).toContain('↻ each other: 6121');
});

/** The picture of a pod with these rules in both directions. */
const openBy = (rules: readonly string[], addresses: readonly string[] = []) =>
  pictureOf(
    worldOf(
      [pod('a', 'w', { addresses })],
      `{kind: NetworkPolicy, metadata: {name: p, namespace: a}, spec: {podSelector: {}, policyTypes: [Ingress, Egress], ingress: [${rules}], egress: [${rules.map((r) => r.replace('from', 'to'))}]}}`,
    ),
  );
const ruleFrom = (port: number, ...blocks: string[]) =>
  `{from: [${blocks.map((b) => `{ipBlock: {cidr: ${b}}}`)}], ports: [{port: ${port}}]}`;
const arrows = (picture: Picture) => {
  const titles = new Map(picture.nodes.map((n) => [n.id, n.title]));
  return picture.edges.map((e) => `${titles.get(e.from)}: ${describePorts(e.ports)}`);
};
const calls = (picture: Picture) => picture.nodes.find((n) => n.kind === 'workloads')?.calls.map((c) => c.to);
const [all4, all6] = ['0.0.0.0/0', '"::/0"'];
const vpn = ruleFrom(22, '10.1.0.0/16');

test('a port that is open to everywhere comes from anyone, whatever else some addresses may', () => {
  const all = openBy([ruleFrom(443, all4, all6), vpn]);
  expect(arrows(all)).toEqual(['Anyone: TCP 443', '10.1.0.0/16: TCP 22']);
  expect(all.edges[0]?.from).toBe(anyone);
  expect(arrows(openBy([ruleFrom(443, all4, all6), ruleFrom(443, '"fd00::/8"')]))).toEqual(['Anyone: TCP 443']);
  expect(calls(all)).toEqual(['anywhere', '10.1.0.0/16']);
  const but = openBy([ruleFrom(443, '0.0.0.0/0, except: [10.0.0.0/8]', all6), vpn]);
  expect(arrows(but)).toEqual(['Anyone but 10.0.0.0/8: TCP 443', '10.1.0.0/16: TCP 22']);
  expect(but.edges.map(isFromAnyone)).toEqual([true, false]);
  expect(calls(but)).toEqual(['anywhere but 10.0.0.0/8', '10.1.0.0/16']);
  expect(printSvg(layoutOf(but), 't').match(/url\(#arrow-alarm\)/g)).toHaveLength(2);
});

test('what is open over one family of addresses alone says which, and each family is a node of its own', () => {
  const each = openBy([ruleFrom(443, all4), ruleFrom(80, all6)]);
  expect(arrows(each).sort()).toEqual(['Anyone over IPv4: TCP 443', 'Anyone over IPv6: TCP 80']);
  expect(each.edges.map(isFromAnyone)).toEqual([true, true]);
  expect(
    each.nodes
      .filter((n) => n.kind === 'anyone')
      .flatMap((n) => n.names)
      .sort(),
  ).toEqual(['0.0.0.0/0', '::/0']);
  expect(calls(each)?.toSorted()).toEqual(['anywhere over IPv4', 'anywhere over IPv6']);
  const but = openBy([ruleFrom(443, '"::/0", except: ["fc00::/7"]')]);
  expect(arrows(but)).toEqual(['Anyone over IPv6 but fc00::/7: TCP 443']);
});

test.each([
  ['one that has IPv6 alone is open to anyone by that', ['fd00::1'], ['Anyone: TCP 443']],
  ['to one that has IPv4 alone nobody comes over IPv6', ['10.0.0.1'], []],
  ['of one that has both, the other is said', ['10.0.0.1', 'fd00::1'], ['Anyone over IPv6: TCP 443']],
])('of the addresses that a pod has: %s', (_, addresses, expected) => {
  expect(arrows(openBy([ruleFrom(443, all6)], addresses))).toEqual(expected);
});

test('a policy that lets everything out is told from none', () => {
  const [restricted, free] = [openBy(['{}']), pictureOf(worldOf([pod('a', 'w')]))].map((picture) =>
    picture.nodes.find((n) => n.kind === 'workloads'),
  );
  expect(restricted).toMatchObject({ marks: [], calls: [{ to: 'anywhere', ports: allPorts }] });
  expect(free).toMatchObject({ marks: ['open', 'calls-anywhere'], calls: [] });
});

test('who comes from outside comes whatever egress is denied in the cluster; arrows between pods go', () => {
  const compiled = worldOf(
    [pod('a', 'w'), pod('a', 'v')],
    '{kind: NetworkPolicy, metadata: {name: p, namespace: a}, spec: {podSelector: {matchLabels: {app: w}}, ingress: [{ports: [{port: 443}]}, {from: [{podSelector: {}}], ports: [{port: 80}]}]}}',
  );
  expect(arrows(pictureOf(compiled))).toEqual(['Anyone: TCP 443', 'Anyone: all ports', 'v: TCP 80']);
  const denied = pictureOf(withDefaultDeny(compiled, 'egress', ['a']));
  expect(arrows(denied)).toEqual(['Anyone: TCP 443', 'Anyone: all ports']);
});

test('a large world is drawn by what is alike, and what does not fit is said', () => {
  const many = Array.from({ length: 500 }, (_, i) => pod(`n${i % 5}`, `w${i}`));
  const alike = pictureOf(worldOf(many));
  expect(alike.nodes.filter((n) => n.kind === 'workloads').map((n) => n.title)).toEqual(
    [0, 1, 2, 3, 4].map((n) => `w${n} and 99 more`),
  );
  expect(alike.leftOut).toEqual([]);
  const policies = many
    .slice(0, 50)
    .map(
      ({ namespace, name }) =>
        `{kind: NetworkPolicy, metadata: {name: ${name}, namespace: ${namespace}}, spec: {podSelector: {matchLabels: {app: ${name}}}}}`,
    );
  const cut = pictureOf(worldOf(many, policies.join('\n---\n')));
  expect(cut.nodes.filter((n) => n.kind === 'workloads')).toHaveLength(pictureBounds.nodes);
  expect(cut.leftOut[0]).toMatch(/^\d+ more workloads are left out of the picture; the list has all\.$/);
  expect(printSvg(layoutOf(cut), 't')).toContain(cut.leftOut[0]);
});

test('names of people never become markup, and nothing that XML cannot hold is written', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      '</svg><script>alert(1)</script>',
      ']]>',
      '<!--',
      '&lt;',
      '"onload="x',
      '\u202eevil',
      '\u0000',
      '__proto__',
    ),
  );
  fc.assert(
    fc.property(hostile, hostile, hostile, (a, b, title) => {
      const compiled = worldOf([pod(a, b), pod(b, a), pod(a, 'w', { kind: b })]);
      const svg = printSvg(layoutOf(pictureOf(compiled)), title);
      expect(svg).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\p{Cs}/u);
      const tags = svg.match(/<[^>]*>/g) ?? [];
      const known = /^<\/?(\?xml|svg|title|desc|defs|marker|path|rect|g|text)[ >/]/;
      expect(tags.filter((tag) => !known.test(tag))).toEqual([]);
      expect(svg.replaceAll(/<[^<>]*>/g, '')).not.toMatch(/[<>]|&(?!(?:amp|lt|gt|quot|#39);)/);
    }),
  );
});
