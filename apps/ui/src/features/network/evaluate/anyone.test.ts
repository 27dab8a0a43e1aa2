import { portText } from '@headrace/netpol/matrix';
import { expect, test } from 'vitest';
import { questionOf } from '../graph/question-of.ts';
import { defaults, type Settings } from '../settings/settings.ts';
import { questionNamed } from './answer.ts';
import { Evaluator } from './evaluator.ts';
import type { Answer, Question } from './messages.ts';

const podOf = (name: string, ...addresses: string[]) =>
  `{kind: Pod, metadata: {name: ${name}, namespace: shop, labels: {app: ${name}}}, status: {podIPs: [${addresses.map((ip) => `{ip: "${ip}"}`)}]}}`;
const pods = [podOf('web'), podOf('db')];
const policy = (name: string, spec: string) =>
  `{kind: NetworkPolicy, metadata: {name: ${name}, namespace: shop}, spec: {podSelector: {matchLabels: {app: db}}, ${spec}}}`;
const rule = (ports: string, ...blocks: string[]) =>
  `{from: [${blocks.map((cidr) => `{ipBlock: {cidr: ${cidr}}}`)}], ports: [${ports}]}`;
const into = (...rules: string[]) => policy('db', `ingress: [${rules}]`);
const [all4, all6, https] = ['0.0.0.0/0', '"::/0"', '{port: 443}'];

async function look(objects: readonly string[], settings: Partial<Settings> = {}) {
  const evaluator = new Evaluator();
  const world = [{ path: 'own.yaml', file: new File([objects.join('\n---\n')], 'own.yaml') }];
  const view = await evaluator.view(
    { ...defaults, ...settings },
    { world, flinkDeployment: undefined, connections: undefined },
  );
  const { grid, number, layout } = view;
  const place = (from: string, to: string, port: string) => {
    const column = grid.callers.findIndex((c) => c.title === from);
    const row = grid.rows.find((r) => r.title === to && portText(r) === port);
    const [caller, cell] = [grid.callers[column], row?.cells[column]];
    if (!row || !caller || !cell) throw new Error(`there is no cell of ${from} to ${to}, ${port}`);
    return { row, caller, cell };
  };
  const explain = (question: Question): Answer =>
    evaluator.explain({ ...question, view: number }) ?? expect.fail('it is the last view');
  return {
    evaluator,
    entries: view.entries.map((e) => `${e.from} > ${e.to} ${e.ports}: ${e.state}, ${e.by}`),
    cell: (from: string, to = 'db', port = 'TCP 443') => {
      const { state, limits } = place(from, to, port).cell;
      return limits === '' ? state : `${state}, ${limits}`;
    },
    why: (from: string, to = 'db', port = 'TCP 443') => {
      const { row, caller } = place(from, to, port);
      const { protocol, start, stop } = row;
      return explain({ from: caller.end, to: row.end, protocol, port: start, stop });
    },
    /** Answers of the arrows from anyone, by the name of where they come from. */
    arrows: () => {
      const nodes = layout.nodes.map((n) => n.node);
      return layout.edges.flatMap(({ edge }) => {
        const from = nodes.find((n) => n.id === edge.from);
        const question = questionOf(edge, nodes);
        if (from?.kind !== 'anyone' || !question) return [];
        const { verdict, limits } = explain(question);
        return [`${from.title}: ${verdict}${limits === undefined ? '' : `, ${limits}`}`];
      });
    },
  };
}

const cited = ({ sides }: Answer) => sides.flatMap((s) => s.allowedBy.map((r) => `${r.policy} ${r.rule}`));

test.each([
  [6, all6, 4],
  [4, all4, 6],
] as const)(
  'a port that is open over IPv%s alone is open to anyone, and says so everywhere',
  async (family, block, other) => {
    const { cell, entries, why, arrows } = await look([...pods, into(rule(https, block))]);
    expect(cell('Anyone')).toBe(`open, IPv${family} only`);
    expect(entries).toContain(`Anyone (IPv${family} only) > db TCP 443: open, shop/db`);
    const message = `This holds for anyone over IPv${family} only: over IPv${other} no rule lets everybody in.`;
    const answer = why('Anyone');
    expect(answer).toMatchObject({ verdict: 'allowed', limits: message, shown: { from: 'Anyone outside' } });
    expect(cited(answer)).toEqual(['shop/db 0']);
    expect(arrows()).toContain(`Anyone over IPv${family}: allowed, ${message}`);
  },
);

test('a port that each of two policies opens over one family is open to all, and both are cited', async () => {
  const over4 = policy('over4', `ingress: [${rule(https, all4)}]`);
  const over6 = policy('over6', `ingress: [${rule('{port: 80}', '10.0.0.0/8')}, ${rule(https, all6)}]`);
  const { cell, entries, why } = await look([...pods, over4, over6]);
  expect(cell('Anyone')).toBe('open');
  expect(entries).toContain('Anyone > db TCP 443: open, shop/over4, shop/over6');
  expect(cited(why('Anyone'))).toEqual(['shop/over4 0', 'shop/over6 1']);
  expect(why('Anyone').limits).toBeUndefined();
});

test('pods that a rule names are still named where anyone may over one family alone', async () => {
  const { cell, entries } = await look([
    ...pods,
    into(`{from: [{podSelector: {}}], ports: [${https}]}`, rule(https, all6)),
  ]);
  expect(cell('web')).toBe('allowed');
  expect(entries.filter((e) => e.includes('db TCP 443'))).toEqual([
    'Anyone (IPv6 only) > db TCP 443: open, shop/db',
    'web > db TCP 443: allowed, shop/db',
  ]);
  const both = await look([...pods, into(`{from: [{podSelector: {}}], ports: [${https}]}`, rule(https, all4, all6))]);
  expect(both.cell('web')).toBe('open');
});

test.each([
  ['one that has IPv6 alone is open to all who can get there', ['fd00::1'], 'open', true],
  ['to one that has IPv4 alone nobody comes over IPv6', ['10.0.0.1'], 'denied', false],
  ['of one that has both, the other is said', ['10.0.0.1', 'fd00::1'], 'open, IPv6 only', true],
])('of the addresses that a pod has: %s', async (_, addresses, state, allowed) => {
  const { cell, why } = await look([podOf('db', ...addresses), into(rule(https, all6))]);
  expect(cell('Anyone')).toBe(state);
  expect(why('Anyone').verdict).toBe(allowed ? 'allowed' : 'denied');
});

test('a pod that has IPv6 alone and that nothing restricts is open', async () => {
  const { cell, why } = await look([podOf('db', 'fd00::1')]);
  expect(cell('Anyone', 'db', 'TCP all ports')).toBe('open');
  expect(why('Anyone', 'db', 'TCP all ports').verdict).toBe('allowed');
});

test('of a range that is open in part over one family, that is said, and the port is asked for that is shut', async () => {
  const range = '{port: 8000, endPort: 8099}';
  const ready = await look([...pods, into(rule(range, all6), rule('{port: 8000, endPort: 8050}', all4))]);
  expect(ready.cell('Anyone', 'db', 'TCP 8000-8099')).toBe('open, IPv4 in part');
  const parts = await look([
    ...pods,
    into(rule('{port: 8010, endPort: 8099}', all6), `{from: [{podSelector: {}}], ports: [${range}]}`),
  ]);
  expect(parts.cell('Anyone', 'db', 'TCP 8000-8099')).toBe('partly, IPv6 only');
  expect(parts.why('Anyone', 'db', 'TCP 8000-8099')).toMatchObject({
    verdict: 'denied',
    port: 8000,
    limits: undefined,
  });
});

test('addresses that are left out are said, those of each family', async () => {
  const { cell, why } = await look([
    ...pods,
    into(rule(https, '0.0.0.0/0, except: [10.0.0.0/8]', '"::/0", except: ["fc00::/7"]')),
  ]);
  expect(cell('Anyone')).toBe('open, not 10.0.0.0/8, fc00::/7');
  expect(why('Anyone').limits).toBe('This holds for anyone, but not for 10.0.0.0/8, fc00::/7.');
});

test('does not name exceptions of other pods', async () => {
  const thirds = ['0.0.0.0/2', '64.0.0.0/2', '128.0.0.0/1'].map((except, i) =>
    [
      podOf(`w${i}`),
      `{kind: NetworkPolicy, metadata: {name: p${i}, namespace: shop}, spec: {podSelector: {matchLabels: {app: w${i}}}, ingress: [${rule(https, `0.0.0.0/0, except: [${except}]`)}]}}`,
    ].join('\n---\n'),
  );
  const { cell } = await look(thirds);
  expect(cell('Anyone', 'w0')).toBe('open, IPv4 only, not 0.0.0.0/2');
  expect(cell('Anyone', 'w1')).toBe('open, IPv4 only, not 64.0.0.0/2');
  expect(cell('Anyone', 'w2')).toBe('open, IPv4 only, not 128.0.0.0/1');
});

test('a port that is shut says which rules let some in, and which let everybody to other ports', async () => {
  const { cell, why } = await look([
    ...pods,
    into(rule(https, '1.0.0.0/8', '203.0.113.0/24'), rule('{port: 80}', all4, all6)),
  ]);
  expect(cell('Anyone')).toBe('denied');
  const [, ingress] = why('Anyone').sides;
  expect(ingress).toMatchObject({ verdict: 'denied', otherPorts: [{ rule: 1 }], remedy: undefined });
});

test('says for egress too that it holds for one family only', async () => {
  const out = policy('out', `policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: ${all6}}}]}]`);
  const { cell, entries, why } = await look([...pods, out]);
  expect(cell('db', 'Anyone outside', 'TCP all ports')).toBe('allowed, IPv6 only');
  expect(entries).toContain('db > Anyone outside (IPv6 only) TCP all ports: allowed, shop/out');
  expect(why('db', 'Anyone outside', 'TCP all ports').limits).toBe(
    'This holds for anyone over IPv6 only: over IPv4 no rule lets it out to everybody.',
  );
  expect(cell('web', 'Anyone outside', 'TCP all ports')).toBe('allowed');
});

test('names the policy that allows some of the ports', async () => {
  const out = policy('out', `policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: ${all6}}}], ports: [${https}]}]`);
  const { entries } = await look([...pods, out]);
  expect(entries).toContain('db > Anyone outside (IPv6 only) TCP all ports: partly, shop/out');
});

test('allows connections from outside to outside', async () => {
  const { cell, why } = await look(pods);
  expect(cell('Anyone', 'Anyone outside', 'TCP all ports')).toBe('none');
  expect(why('Anyone', 'Anyone outside', 'TCP all ports')).toMatchObject({ verdict: 'allowed', self: false });
});

test('a question about anyone is the same in the next view', async () => {
  const { why, evaluator } = await look([...pods, into(rule(https, all6))]);
  const { from, to, protocol, port } = why('Anyone');
  const again = questionNamed(evaluator.current, { from, to, protocol, port });
  expect(again).toMatchObject({ from: { anyone: true }, protocol: 'TCP', port: 443 });
});
