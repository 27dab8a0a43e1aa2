import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { platformNames } from '@headrace/netpol';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Evaluator } from '../evaluate/evaluator.ts';
import type { ChosenFile, ChosenFiles } from '../evaluate/messages.ts';
import { commandOf } from './command.ts';
import { readSettings, type Settings } from './settings.ts';

const main = join(import.meta.dirname, '../../../../../cli/src/main.ts');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'headrace-handed-out-'));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write('plain.yaml', 'kind: FlinkDeployment\nmetadata: {name: orders, namespace: streams}\n');
  write(
    'reporter.yaml',
    'kind: FlinkDeployment\nmetadata: {name: a}\nspec: {flinkConfiguration: {metrics.reporter.prom.port: "9300"}}\n',
  );
  write("it's.yaml", '- name: events\n  kind: kafka\n  bootstrapServers: 10.1.2.3:9094\n');
  write('broken.yaml', '- name: events\n  kind: kafka\n  bootstrapServers: nobody:99999\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const chosen = (name: string): ChosenFile => ({
  path: name,
  file: new File([readFileSync(join(folder, name), 'utf8')], name),
});
interface Names {
  readonly flinkDeployment?: string | undefined;
  readonly connections?: string | undefined;
}

/** What the tab of the policies gets, and the command that it shows beside. */
async function handedOut(settings: Settings, { flinkDeployment, connections }: Names = {}) {
  const files: ChosenFiles = {
    world: [],
    flinkDeployment: flinkDeployment === undefined ? undefined : chosen(flinkDeployment),
    connections: connections === undefined ? undefined : chosen(connections),
  };
  const view = await new Evaluator().view(settings, files);
  return { ...view, command: commandOf(settings, { flinkDeployment, connections }, view.hasReporter) };
}

/** What a shell prints for a command, where the files are. */
const printed = (command: string) =>
  spawnSync('sh', ['-c', `headrace() { "${process.execPath}" "${main}" "$@"; }; ${command}`], {
    cwd: folder,
    encoding: 'utf8',
  });

test.each([
  [
    'metrics-port=9249&scraper-label=prometheus&scraper-namespace=monitoring',
    ["setting/scraper-label The setting 'Label of the scraper' is 'prometheus', which makes no sense there."],
  ],
  [
    'namespace=Bad&egress=yes&kubernetes-api=10.0.0.300',
    [
      "setting/namespace The setting 'Namespace of Flink and Event Processing' is 'Bad', which makes no sense there.",
      "setting/kubernetes-api The setting 'Addresses of the API server' is '10.0.0.300', which makes no sense there.",
    ],
  ],
  ['namespace=', ["setting/namespace The setting 'Namespace of Flink and Event Processing' is empty."]],
])('a mistake in what was typed is named, and nothing is handed out: %s', async (query, told) => {
  const { yaml, command, notes } = await handedOut(readSettings(query));
  expect({ yaml, command }).toEqual({ yaml: undefined, command: undefined });
  const errors = notes.filter((n) => n.severity === 'error');
  expect(errors.map((n) => `${n.code} ${n.message}`)).toEqual(told);
  expect(errors.every((n) => n.fix !== '')).toBe(true);
});

test('the half of a scraper that makes sense still keeps others out of what is shown', async () => {
  const { grid } = await handedOut(
    readSettings('metrics-port=9249&scraper-label=prometheus&scraper-namespace=monitoring'),
  );
  const metrics = grid.rows.filter((row) => row.start === 9249);
  expect(metrics.length).toBeGreaterThan(0);
  expect(metrics.map((row) => row.cells[0]?.state)).not.toContain('open');
});

test('what has no field that is shown does not count: neither is it used nor does it keep anything back', async () => {
  const { yaml } = await handedOut(readSettings(''));
  expect(yaml).toBeDefined();
  const hidden = readSettings('scraper-label=prometheus&scraper-namespace=B&kubernetes-api=10.0.0.300');
  const seen = await handedOut(hidden, { connections: 'broken.yaml' });
  expect(seen).toMatchObject({ yaml, command: 'headrace netpol generate --profile headrace', diagnostics: [] });
  const shown = await handedOut({ ...hidden, egress: true }, { connections: 'broken.yaml' });
  expect(shown.yaml).toBeUndefined();
  expect(shown.notes.map((n) => n.code)).toEqual(
    expect.arrayContaining(['setting/kubernetes-api', 'read/not-an-address']),
  );
});

test("a scraper counts without a port where a FlinkDeployment's reporter is scraped", async () => {
  const settings = readSettings('scraper-namespace=monitoring');
  const plain = await handedOut(settings, { flinkDeployment: 'plain.yaml' });
  expect([plain.hasReporter, plain.command]).toEqual([
    false,
    'headrace netpol generate --profile headrace --flink-deployment plain.yaml',
  ]);
  const scraped = await handedOut(settings, { flinkDeployment: 'reporter.yaml' });
  expect([scraped.hasReporter, scraped.command]).toEqual([
    true,
    'headrace netpol generate --profile headrace --flink-deployment reporter.yaml --scraper-namespace monitoring',
  ]);
  const wrong = await handedOut({ ...settings, scraperLabel: 'x' }, { flinkDeployment: 'reporter.yaml' });
  expect([wrong.yaml, wrong.command]).toEqual([undefined, undefined]);
});

/** Queries of the page, of all that may stand in one. */
const queries = fc
  .record({
    profile: fc.constantFrom('headrace', 'apache-flink', 'ibm-event-automation'),
    namespace: fc.constantFrom('default', 'e-p'),
    'flink-operator-namespace': fc.constantFrom('', 'operators'),
    platform: fc.constantFrom(...platformNames),
    'metrics-port': fc.constantFrom('', '9249', '09249'),
    'scraper-label': fc.constantFrom('', ' app=prometheus ', 'app='),
    'scraper-namespace': fc.constantFrom('', 'monitoring'),
    'pin-ports': fc.constantFrom('yes', 'no'),
    egress: fc.constantFrom('yes', 'no'),
    'kubernetes-api': fc.constantFrom('', '10.96.0.1, [fd00::1]:16443'),
    'deny-all': fc.constantFrom('', 'ingress', 'egress', 'both'),
  })
  .map((parts) => new URLSearchParams(parts).toString());
const beside = fc.record({
  flinkDeployment: fc.constantFrom(undefined, 'plain.yaml', 'reporter.yaml'),
  connections: fc.constantFrom(undefined, "it's.yaml"),
});
const mistakes = ['', 'metrics-port=0', 'namespace=-', 'scraper-label=x', 'scraper-namespace=B', 'kubernetes-api=::g'];

test('whatever is set, the page hands out what a shell prints for the command that it shows', async () => {
  await fc.assert(
    fc.asyncProperty(queries, beside, async (query, files) => {
      const { yaml, command = '' } = await handedOut(readSettings(query), files);
      const { stdout, stderr, status } = printed(command);
      expect({ status, stdout, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stdout: yaml, stderr: '' });
    }),
    { numRuns: 16, seed: 9249 },
  );
});

test('whatever is set wrong, there are both the policies and their command, or neither', async () => {
  await fc.assert(
    fc.asyncProperty(queries, beside, fc.constantFrom(...mistakes), async (query, files, mistake) => {
      const params = new URLSearchParams(query);
      for (const [name, value] of new URLSearchParams(mistake)) params.set(name, value);
      const { yaml, command } = await handedOut(readSettings(params.toString()), files);
      expect(yaml === undefined).toBe(command === undefined);
    }),
    { numRuns: 200, seed: 9249 },
  );
});
