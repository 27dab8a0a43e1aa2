import { type Finding, generate, printYaml, profileNames } from '@headrace/netpol';
import { type GridState, portText } from '@headrace/netpol/matrix';
import { expect, test } from 'vitest';
import { answerTo, questionNamed } from './evaluate/answer.ts';
import { Evaluator } from './evaluate/evaluator.ts';
import type { ChosenFile, ChosenFiles, NetworkView } from './evaluate/messages.ts';
import { nextPlace } from './matrix/use-grid-focus.ts';
import { commandOf } from './settings/command.ts';
import { faultsOf } from './settings/faults.ts';
import { optionsOf } from './settings/options.ts';
import { defaults, networkAddress, readSettings, type Settings } from './settings/settings.ts';

const noFiles: ChosenFiles = { world: [], flinkDeployment: undefined, connections: undefined };
const fileOf = (path: string, text: string): ChosenFile => ({ path, file: new File([text], path) });
const viewOf = (settings: Partial<Settings> = {}, files: Partial<ChosenFiles> = {}, evaluator = new Evaluator()) =>
  evaluator.view({ ...defaults, ...settings }, { ...noFiles, ...files });

/** The state of a cell by its names. */
function stateOf({ grid }: NetworkView, from: string, to: string, port: string): GridState | undefined {
  const column = grid.callers.findIndex((c) => c.title === from);
  return grid.rows.find((r) => r.title === to && portText(r) === port)?.cells[column]?.state;
}
const told = (findings: readonly Finding[]) =>
  findings.map(({ place, code }) => `${place?.file}:${place?.line}:${place?.column} ${code}`);

test('reads settings from the address, and ignores anything else in it', () => {
  const settings: Settings = {
    ...defaults,
    tab: 'yaml',
    profile: 'ibm-event-automation',
    namespace: 'e p & co',
    egress: true,
    kubernetesApi: '10.96.0.1, 192.168.1.10',
    whatIf: 'both',
    search: 'täsk',
  };
  const address = networkAddress(settings);
  expect(readSettings(address.replace(/^[^?]*/, ''))).toEqual(settings);
  expect(networkAddress(defaults)).toBe('/network');
  expect(readSettings('?profile=evil&egress=maybe&tab=__proto__&more=1')).toEqual(defaults);
});

test('gives the scraper to the command too', () => {
  const settings = { ...defaults, metricsPort: '9249', scraperLabel: 'app=prometheus', scraperNamespace: 'monitoring' };
  expect(commandOf(settings)).toContain(
    '--metrics-port 9249 --scraper-label app=prometheus --scraper-namespace monitoring',
  );
});

test('does not use a setting with a fault, and says what to write', () => {
  const settings = {
    ...defaults,
    metricsPort: '99999',
    namespace: 'Not A Name',
    scraperLabel: 'x',
    egress: true,
    kubernetesApi: '10.0.0.1 host',
  };
  expect(faultsOf(settings).map((f) => f.setting)).toEqual([
    'metricsPort',
    'namespace',
    'scraperLabel',
    'kubernetesApi',
  ]);
  const options = optionsOf(settings);
  expect(options).toMatchObject({ namespace: 'default', egress: { kubernetesApi: ['10.0.0.1'] } });
  expect(options.metrics).toBeUndefined();
  expect(commandOf(settings)).toBeUndefined();
});

test('builds the command from the settings', () => {
  expect(commandOf(defaults)).toBe('headrace netpol generate --profile headrace');
  const settings: Settings = {
    ...defaults,
    profile: 'apache-flink',
    namespace: 'streams',
    metricsPort: '9249',
    egress: true,
    kubernetesApi: '10.96.0.1, 10.0.0.2',
    denyAll: 'both',
    platform: 'openshift',
  };
  expect(commandOf(settings, { connections: "it's.yaml" })).toBe(
    "headrace netpol generate --profile apache-flink --namespace streams --metrics-port 9249 --egress --connections 'it'\\''s.yaml' --kubernetes-api 10.96.0.1 10.0.0.2 --deny-all both --platform openshift",
  );
});

test.each(profileNames)(
  '%s with all options: what is needed is let through, under default-deny too',
  async (profile) => {
    const settings = {
      profile,
      pinPorts: true,
      egress: true,
      flinkOperatorNamespace: 'operators',
      kubernetesApi: '10.0.0.1',
    };
    for (const whatIf of ['', 'both'] as const) {
      const { grid } = await viewOf({ ...settings, whatIf });
      expect(grid.counts.missing).toBe(0);
      expect(grid.counts.allowed).toBeGreaterThan(10);
    }
  },
);

test('the published set: what breaks jobs that span TaskManagers is missing, and pinned ports open it', async () => {
  const published = await viewOf({ profile: 'ibm-event-automation' });
  expect(stateOf(published, 'taskmanager', 'taskmanager', 'TCP 6121')).toBe('missing');
  expect(stateOf(published, 'jobmanager', 'taskmanager', 'TCP 42000-42099')).toBe('missing');
  expect(stateOf(published, 'backend', 'jobmanager', 'TCP 8081')).toBe('allowed');
  expect(stateOf(published, 'taskmanager', 'jobmanager', 'TCP 8081')).toBe('wide');
  expect(stateOf(published, 'stranger', 'backend', 'TCP 8888')).toBe('wide');
  expect(stateOf(published, 'Anyone', 'flink-operator', 'TCP 9443')).toBe('open');
  const pinned = await viewOf({ profile: 'ibm-event-automation', pinPorts: true });
  expect(stateOf(pinned, 'taskmanager', 'taskmanager', 'TCP 6121')).toBe('allowed');
  expect(pinned.grid.counts.missing).toBe(0);
});

test('what if egress were denied: everything that goes out is cut off, and comes in from outside as before', async () => {
  const view = await viewOf({ whatIf: 'egress' });
  expect(stateOf(view, 'gateway', 'ui', 'TCP 3000')).toBe('missing');
  expect(stateOf(view, 'Anyone', 'gateway', 'TCP 8443')).toBe('open');
  expect(view.grid.counts.allowed).toBe(0);
  const cell = view.grid.rows.find((r) => r.title === 'ui')?.cells[2];
  expect(cell).toEqual({ state: 'missing', was: 'allowed', limits: '' });
  const cut = view.grid.rows.flatMap((r) => r.cells).filter((c) => c.was === 'allowed' || c.was === 'open');
  expect(cut.length).toBeGreaterThan(20);
});

test.each(profileNames)('%s: every cell is let through or not as its explanation says', async (profile) => {
  for (const whatIf of ['', 'ingress', 'egress', 'both'] as const) {
    const evaluator = new Evaluator();
    const { grid } = await viewOf({ profile, whatIf, egress: whatIf === 'both' }, {}, evaluator);
    const wrong = grid.rows.flatMap((row) =>
      row.cells.flatMap(({ state }, i) => {
        const from = grid.callers[i]?.end;
        if (!from || state === 'none' || state === 'partly' || row.stop - row.start > 1000) return [];
        const { verdict } = evaluator.current.explain(from, row.end, { protocol: row.protocol, port: row.stop });
        const shown = state !== 'denied' && state !== 'missing';
        return (verdict === 'allowed') === shown
          ? []
          : [`${grid.callers[i]?.title} to ${row.title} ${portText(row)}: ${state}`];
      }),
    );
    expect(wrong).toEqual([]);
  }
});

test('a search keeps the entities that match, and those that may call them or be called', async () => {
  const { grid } = await viewOf({ search: 'sql', egress: true });
  expect(grid.callers.map((c) => c.title)).toEqual(['Anyone', 'sql-gateway', 'backend']);
  expect([...new Set(grid.rows.map((r) => r.title))]).toEqual(['sql-gateway', 'jobmanager', 'DNS']);
});

test('lists the policies that allow a connection, and anyone once', async () => {
  const { entries } = await viewOf();
  const open = entries.filter((e) => e.to === 'gateway');
  expect(open.map((e) => [e.from, e.by])).toEqual([['Anyone', 'default/headrace-gateway']]);
  expect(entries.find((e) => e.to === 'ui')).toMatchObject({
    from: 'gateway',
    state: 'allowed',
    by: 'default/headrace-ui',
  });
});

test('the YAML is what generate prints, and explanations name its lines', async () => {
  const evaluator = new Evaluator();
  const view = await viewOf({ profile: 'apache-flink' }, {}, evaluator);
  expect(view.yaml).toBe(
    printYaml(generate({ profile: 'apache-flink', namespace: 'default', pinPorts: false, platform: 'kubernetes' })),
  );
  const asked = questionNamed(evaluator.current, {
    from: 'default/backend[Deployment]',
    to: 'default/jobmanager[Deployment]',
    protocol: 'TCP',
    port: 8081,
  });
  if (!asked) throw new Error('nobody is called so');
  const { verdict, sides } = answerTo(evaluator.current, asked);
  expect(verdict).toBe('allowed');
  const rule = sides[1]?.allowedBy[0];
  expect(rule?.place.file).toBe('network-policies.yaml');
  const lines = (view.yaml ?? '').split('\n');
  const first = rule?.yaml?.split('\n')[0] ?? '-';
  expect(lines[(rule?.place.line ?? 0) - 1]?.trim()).toBe(first);
});

test('a FlinkDeployment and registered connections: their ports, rules that cite them, and faults with their place', async () => {
  const flinkDeployment = fileOf(
    'orders.yaml',
    'kind: FlinkDeployment\nmetadata: {name: orders, namespace: streams}\nspec:\n  flinkConfiguration:\n    rest.port: "18081"\n',
  );
  const connections = fileOf('connections.yaml', '- name: events\n  kind: kafka\n  bootstrapServers: 10.1.2.3:9094\n');
  const view = await viewOf({ profile: 'apache-flink', egress: true }, { flinkDeployment, connections });
  expect(stateOf(view, 'backend', 'jobmanager', 'TCP 18081')).toBe('allowed');
  expect(stateOf(view, 'taskmanager', 'events (10.1.2.3)', 'TCP 9094')).toBe('allowed');
  expect(stateOf(view, 'gateway', 'events (10.1.2.3)', 'TCP 9094')).toBe('denied');
  expect(view.yaml).toContain("connection 'events', kafka (connections.yaml:1)");
  expect(view.namespaces).toContain('streams');
  const wrong = fileOf('wrong.yaml', 'kind: FlinkDeployment\nspec:\n  flinkConfiguration:\n    rest.port: many\n');
  const refused = await viewOf({}, { flinkDeployment: wrong });
  expect(told(refused.diagnostics)).toEqual(['wrong.yaml:4:16 flink/not-a-port']);
  expect(refused.yaml).toBeUndefined();
});

test('files: pods as they are, broken ones with their place, and nothing of the installation', async () => {
  const pods = fileOf(
    'cluster/pods.yaml',
    'kind: Pod\nmetadata: {name: web, namespace: shop, labels: {app: web}}\n---\nkind: Pod\nmetadata: {name: db, namespace: shop, labels: {app: db}}\n',
  );
  const policy = fileOf(
    'cluster/policies/db.yaml',
    'kind: NetworkPolicy\nmetadata: {name: db, namespace: shop}\nspec:\n  podSelector: {matchLabels: {app: db}}\n  ingress:\n    - from: [{podSelector: {matchLabels: {app: web}}}]\n      ports: [{port: 5432}]\n',
  );
  const broken = fileOf(
    'cluster/broken.yaml',
    'kind: NetworkPolicy\nmetadata: {name: x}\nspec:\n  podSelector: {}\n  ingress: [{ports: [{port: 99999}]}]\n',
  );
  const bomb = fileOf('cluster/bomb.yaml', `kind: ${'['.repeat(200)}`);
  const values = fileOf('chart/values.yaml', 'replicas: 3\n');
  const view = await viewOf({}, { world: [pods, policy, broken, bomb, values] });
  expect(view.leftOut).toEqual(['Not read, since they hold no Kubernetes objects: chart/values.yaml.']);
  expect(told(view.diagnostics)).toEqual([
    'cluster/broken.yaml:5:29 read/not-a-port',
    'cluster/bomb.yaml:1:107 read/too-deep',
  ]);
  expect(stateOf(view, 'web', 'db', 'TCP 5432')).toBe('allowed');
  expect(stateOf(view, 'Anyone', 'db', 'TCP 5432')).toBe('denied');
  expect(stateOf(view, 'Anyone', 'web', 'TCP all ports')).toBe('open');
  expect(view.namespaces).toEqual(['shop']);
});

test('shows ten thousand pods as groups that no policy tells apart, and says what is left out', async () => {
  const pods = Array.from(
    { length: 10_000 },
    (_, i) => `{"kind":"Pod","metadata":{"name":"w${i}","namespace":"n${i % 100}","labels":{"app":"a${i % 7}"}}}`,
  );
  const world = [fileOf('pods.json', `{"kind":"List","items":[${pods.join(',')}]}`)];
  const view = await viewOf({}, { world });
  // And one for what they may call outside.
  expect(view.grid.rows).toHaveLength(61);
  expect(view.grid.leftOut[0]).toContain('40 more groups');
  const one = await viewOf({ onlyNamespace: 'n7' }, { world });
  expect(one.grid.rows[0]?.title).toBe('n7/w7 and 99 more');
});

test('shows the first of very many ports of one workload, and says so', async () => {
  const ports = Array.from({ length: 20_000 }, (_, i) => `{port: ${2 * i + 1}}`);
  const policy = `kind: NetworkPolicy\nmetadata: {name: p}\nspec: {podSelector: {}, ingress: [{ports: [${ports.join(', ')}]}]}\n`;
  const view = await viewOf({}, { world: [fileOf('a.yaml', `kind: Pod\nmetadata: {name: web}\n---\n${policy}`)] });
  expect(view.grid.rows).toHaveLength(101);
  expect(view.grid.leftOut).toEqual(['Of a workload with very many ports the first 100 are shown.']);
});

test('moves from cell to cell by arrow keys and stays in the grid', () => {
  const size = { rows: 30, columns: 5 };
  const from = { row: 3, column: 4 };
  expect(nextPlace('ArrowRight', false, from, size)).toEqual(from);
  expect(nextPlace('ArrowLeft', false, from, size)).toEqual({ row: 3, column: 3 });
  expect(nextPlace('PageDown', false, from, size)).toEqual({ row: 13, column: 4 });
  expect(nextPlace('PageUp', false, from, size)).toEqual({ row: 0, column: 4 });
  expect(nextPlace('Home', false, from, size)).toEqual({ row: 3, column: 0 });
  expect(nextPlace('End', true, from, size)).toEqual({ row: 29, column: 4 });
  expect(nextPlace('toString', false, from, size)).toBeUndefined();
});
