import { expect, test } from 'vitest';
import { type GenerateOptions, readWorld } from '../index.ts';
import { openTo, pod, policy, rulesOf } from '../testing/shop.ts';
import { type Grid, portText } from './grid.ts';
import { gridOf } from './grid-of.ts';
import { type Asked, filesInput, installationInput } from './input-of.ts';
import { PolicyEvaluator } from './policy-evaluator.ts';

const nothing: Asked = { whatIf: '', onlyNamespace: '', search: '' };
const options: GenerateOptions = { profile: 'headrace', namespace: 'shop' };

const gridFor = (input: ReturnType<typeof filesInput>): Grid => {
  const seen = new PolicyEvaluator(input.seen);
  return gridOf(input, { seen, now: input.now === input.seen ? seen : new PolicyEvaluator(input.now) });
};
const ofFiles = (objects: readonly string[], asked: Partial<Asked> = {}) =>
  gridFor(
    filesInput(readWorld([{ file: 'a.yaml', text: objects.join('\n---\n') }]).world, { ...nothing, ...asked }, options),
  );
const ofInstallation = (more: Partial<GenerateOptions> = {}, asked: Partial<Asked> = {}) =>
  gridFor(installationInput({ ...nothing, ...asked }, { ...options, ...more }));

const callers = ({ callers: all }: Grid) => all.map(({ title }) => title);
const targets = ({ rows }: Grid) => [...new Set(rows.map(({ title }) => title))];
const cell = ({ callers: all, rows }: Grid, from: string, to: string, port = 'TCP all ports') => {
  const column = all.findIndex(({ title }) => title === from);
  const found = rows.find((row) => row.title === to && portText(row) === port)?.cells[column];
  return found ?? expect.fail(`no cell of ${from} to ${to}, ${port}`);
};

const web = pod('shop', 'web');
const db = pod('shop', 'db');
const fromWeb = policy(
  'db',
  '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 5432}]}]}',
);

test('has a column for anyone before those of workloads, and a row for what they may call outside', () => {
  const grid = ofFiles([web, db, fromWeb]);
  expect(callers(grid)).toEqual(['Anyone', 'web', 'db']);
  expect(targets(grid)).toEqual(['web', 'db', 'Anyone outside']);
});

test('counts its cells by state', () => {
  const grid = ofFiles([web, db, fromWeb]);
  const states = grid.rows.flatMap(({ cells }) => cells.map(({ state }) => state));
  for (const [state, count] of Object.entries(grid.counts))
    expect(states.filter((one) => one === state).length, state).toBe(count);
});

test('a block of addresses that a rule names is a column where it may call something, and a row where it may be called', () => {
  const out = policy(
    'out',
    '{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 198.51.100.0/24}}], ports: [{port: 443}]}]}',
  );
  const grid = ofFiles([web, db, openTo(rulesOf(5432, '203.0.113.0/24')), out]);
  expect(callers(grid)).toContain('203.0.113.0/24');
  expect(cell(grid, '203.0.113.0/24', 'db', 'TCP 5432').state).toBe('allowed');
  expect(cell(grid, 'Anyone', 'db', 'TCP 5432').state).toBe('denied');
  expect(cell(grid, 'web', '198.51.100.0/24', 'TCP 443').state).toBe('allowed');
});

test('does not judge what is outside as a caller of what is outside, nor a pod that calls itself', () => {
  const grid = ofFiles([web, db]);
  expect(cell(grid, 'Anyone', 'Anyone outside').state).toBe('none');
  expect(cell(grid, 'web', 'web').state).toBe('none');
});

test('judges pods of one Deployment among each other, which need not reach themselves only', () => {
  const deployment =
    '{kind: Deployment, apiVersion: apps/v1, metadata: {name: api, namespace: shop}, spec: {selector: {matchLabels: {app: api}}, template: {metadata: {labels: {app: api}}}}}';
  const deny = policy('deny', '{podSelector: {}}');
  expect(cell(ofFiles([deployment, deny]), 'api', 'api').state).toBe('denied');
  expect(cell(ofFiles([deployment]), 'api', 'api').state).toBe('open');
});

test.each<[string, Partial<Asked>, string[], string[]]>([
  ['a name', { search: 'DB' }, ['Anyone', 'db', 'web'], ['db', 'Anyone outside']],
  ['a namespace', { onlyNamespace: 'shop' }, ['Anyone', 'web', 'db'], ['web', 'db', 'Anyone outside']],
  ['a namespace that is not there', { onlyNamespace: 'gone' }, ['Anyone'], []],
])('a search for %s keeps what matches, and what may call it or be called by it', (_, asked, columns, rows) => {
  const shut = policy('web', '{podSelector: {matchLabels: {app: web}}, ingress: []}');
  const grid = ofFiles([web, db, fromWeb, shut], asked);
  expect(callers(grid)).toEqual(columns);
  expect(targets(grid)).toEqual(rows);
});

test('says under “what if” what a state is now, and only where it differs', () => {
  const grid = ofFiles([web, db, fromWeb], { whatIf: 'ingress' });
  expect(cell(grid, 'Anyone', 'web')).toMatchObject({ state: 'denied', was: 'open' });
  expect(cell(grid, 'web', 'db', 'TCP 5432')).toMatchObject({ state: 'allowed', was: undefined });
  const egress = ofFiles([web, db, fromWeb], { whatIf: 'egress' });
  expect(cell(egress, 'web', 'db', 'TCP 5432')).toMatchObject({ state: 'denied', was: 'allowed' });
  expect(cell(egress, 'Anyone', 'web')).toMatchObject({ state: 'open', was: undefined });
});

test('knows of an installation what is needed, too wide and for anyone', () => {
  const grid = ofInstallation();
  expect(cell(grid, 'gateway', 'ui', 'TCP 3000').state).toBe('allowed');
  expect(cell(grid, 'stranger', 'ui', 'TCP 3000').state).toBe('denied');
  expect(cell(grid, 'Anyone', 'gateway', 'TCP 8443').state).toBe('open');
  expect(grid.counts.missing).toBe(0);
});

test('shows a pod that no policy names as a caller only', () => {
  const grid = ofInstallation();
  expect(callers(grid)[1]).toBe('stranger');
  expect(targets(grid)).not.toContain('stranger');
});

test('has a row for each port of a registered connection', () => {
  const connections = [
    { name: 'events', kind: 'kafka' as const, targets: [{ host: '10.1.2.3', port: 9094 }] },
    { name: 'orders', kind: 'database' as const, targets: [{ host: 'db.example.com', port: 5433 }] },
  ];
  const grid = ofInstallation({ egress: { connections } });
  const outside = grid.rows
    .filter(({ namespace }) => namespace === 'outside')
    .map((row) => `${row.title} ${portText(row)}`);
  expect(outside).toContain('events (10.1.2.3) TCP 9094');
  expect(outside).toContain('orders (db.example.com) TCP 5433');
  expect(cell(grid, 'taskmanager', 'events (10.1.2.3)', 'TCP 9094').state).toBe('allowed');
  expect(cell(grid, 'gateway', 'events (10.1.2.3)', 'TCP 9094').state).toBe('denied');
  // It calls nobody, so that no policy restricts what goes out of it.
  expect(cell(grid, 'ui', 'events (10.1.2.3)', 'TCP 9094').state).toBe('wide');
});

test('of files it knows the needs where a pod has the labels of the profile', () => {
  const component = (name: string) =>
    `{kind: Pod, metadata: {name: ${name}, namespace: shop, labels: {app.kubernetes.io/name: headrace, app.kubernetes.io/component: ${name}}}}`;
  const objects = [component('gateway'), component('ui')];
  expect(cell(ofFiles([...objects, policy('deny', '{podSelector: {}}')]), 'gateway', 'ui', 'TCP 3000').state).toBe(
    'missing',
  );
  expect(cell(ofFiles(objects), 'ui', 'gateway', 'TCP 8443').state).toBe('open');
  expect(ofFiles([web, policy('deny', '{podSelector: {}}')]).counts.missing).toBe(0);
});

test.each([
  [60, []],
  [61, ['1 more group of workloads is left out: choose a namespace, or search for a name.']],
  [75, ['15 more groups of workloads are left out: choose a namespace, or search for a name.']],
])('of %i namespaces with a pod each it says what is left out', (count, leftOut) => {
  const pods = Array.from({ length: count }, (_, i) => pod(`n${i}`, 'web'));
  expect(ofFiles(pods).leftOut).toEqual(leftOut);
});

test('says that of very many blocks some are shown', () => {
  const rules = Array.from({ length: 25 }, (_, i) => rulesOf(443, `203.0.${i}.0/24`));
  const grid = ofFiles([web, openTo(...rules)]);
  expect(grid.leftOut).toEqual(['Of the blocks of addresses that rules name, 20 of each direction are shown.']);
  expect(callers(grid).filter((title) => title.startsWith('203.'))).toHaveLength(20);
});

test('is empty for a world without workloads', () => {
  const grid = ofFiles([policy('deny', '{podSelector: {}}')]);
  expect(callers(grid)).toEqual(['Anyone']);
  expect(targets(grid)).toEqual(['Anyone outside']);
});
