import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JobManager } from '@headrace/flink';
import { type Kafka, openKafka } from '@headrace/kafka';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { Client } from '../backend/client.ts';
import { orders, regionFlow } from '../backend/flow-text.ts';
import { type BackendProcess, startBackend } from '../backend/process.ts';
import { waitFor } from '../backend/wait.ts';
import { headrace } from './headrace.ts';
import { sqlClient } from './sql-client.ts';

const engine = inject('engine');
let kafka: Kafka;
let backend: BackendProcess;
let server: string;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'headrace-command-'));
  kafka = openKafka(engine.bootstrapServers);
  backend = await startBackend(engine);
  server = backend.address;
  await kafka.ensureTopics([{ name: 'C.IN', partitions: 1 }]);
  await kafka.send(orders('C.IN', 0, 200));
});
afterAll(async () => {
  await backend?.stop();
  await kafka?.close();
  rmSync(folder, { recursive: true, force: true });
});

function file(text: string): string {
  const path = join(folder, 'flow.yaml');
  writeFileSync(path, text);
  return path;
}

async function written(topic: string): Promise<number[]> {
  const messages = await kafka.readAll(topic).catch(() => []);
  return messages.map((m) => (JSON.parse(m.value?.toString() ?? '{}') as { id: number }).id).sort((a, b) => a - b);
}
const even = (to: number) => Array.from({ length: to / 2 }, (_, i) => i * 2);

const well = { code: 0, out: '1 flow checked: all is well.\n', err: '' };

test('check: one line of a flow that is right', async () => {
  const path = file(regionFlow('c', 'C.IN', 'C.OUT'));
  expect(await headrace('flow', 'check', path, '--server', server, '--trust')).toEqual(well);
});

test('check: the line and column of a fault that only the planner finds; as JSON too', async () => {
  const text = regionFlow('c', 'C.IN', 'C.OUT').replace("region = 'EMEA'", "regoin = 'EMEA'");
  const line = text.slice(0, text.indexOf('regoin')).split('\n').length;
  const column = (text.split('\n')[line - 1] as string).indexOf('regoin') + 1;
  const path = file(text);
  const said = await headrace('flow', 'check', path, '--server', server, '--trust');
  expect(said).toMatchObject({ code: 1, err: '' });
  expect(said.out.startsWith(`${path}:${line}:${column}: error planner/unknown-column `), said.out).toBe(true);
  const json = await headrace('flow', 'check', path, '--json', '--server', server, '--trust');
  expect(json.code).toBe(1);
  expect(JSON.parse(json.out)).toMatchObject([
    { code: 'planner/unknown-column', place: { node: 'emea', file: { line, column } } },
  ]);
});

test.each(['check', 'compile', 'preview', 'run'])(
  '%s: Flink is not asked of a file that is no stored flow',
  async (command) => {
    const text = regionFlow('stranger', 'C.IN', 'C.OUT');
    const path = file(text);
    const said = await headrace('flow', command, path, '--server', server);
    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.err).toContain(`${path} is no stored flow of ${server}`);
    expect(said.err).toContain('add --trust');
    expect(await new Client(backend.address).flowNames()).not.toContain('stranger');
  },
);

test('check: the text of a stored flow is asked of Flink without more, and no other text under its name', async () => {
  const text = regionFlow('kept', 'C.IN', 'C.OUT');
  await new Client(backend.address).create(text);
  expect(await headrace('flow', 'check', file(text), '--server', server)).toEqual(well);
  const changed = await headrace('flow', 'check', file(`${text}\n# changed`), '--server', server);
  expect(changed).toMatchObject({ code: 2, out: '' });
});

test.each(['check', 'compile', 'preview', 'run'])(
  '%s: what is wrong with the structure of such a file is said without asking Flink or the person',
  async (command) => {
    const path = file(regionFlow('stranger', 'C.IN', 'C.OUT').replace("region = 'EMEA'", "region = E'EMEA'"));
    const said = await headrace('flow', command, path, '--server', server);
    expect(said.code).toBe(1);
    expect(said.out + said.err).toContain('error expression/prefixed-text');
  },
);

test('check --offline needs no server and finds faults of structure', async () => {
  const path = file(regionFlow('c', 'C.IN', 'C.OUT').replace('from: emea,', 'from: emeaa,'));
  const said = await headrace('flow', 'check', path, '--offline');
  expect(said.code).toBe(1);
  expect(said.out).toContain("error link/unknown-input There is no stream 'emeaa'. Did you mean 'emea'?");
});

test('without a running Headrace: one sentence that says what to do, exit code 2', async () => {
  const said = await headrace(
    'flow',
    'check',
    file(regionFlow('c', 'C.IN', 'C.OUT')),
    '--server',
    'http://127.0.0.1:9',
    '--trust',
  );
  expect(said).toMatchObject({ code: 2, out: '' });
  expect(said.err.trim()).toBe(
    "Headrace does not answer at http://127.0.0.1:9. Start it with 'npm start', or name another with --server.",
  );
});

test('compile: the script runs in the SQL client of Flink, exactly once into the topic', async () => {
  await kafka.ensureTopics([{ name: 'C.COMPILED', partitions: 1 }]);
  const path = file(regionFlow('compiled', 'C.IN', 'C.COMPILED'));
  const compiled = await headrace('flow', 'compile', path, '--from', 'earliest', '--server', server, '--trust');
  expect(compiled).toMatchObject({ code: 0, err: '' });
  const ran = await sqlClient(compiled.out, engine.sqlGateway, engine.flinkKeys, folder);
  expect(ran.code, ran.out + ran.err).toBe(0);
  expect(ran.out).not.toContain('[ERROR]');
  const job = /Job ID: ([0-9a-f]{32})/.exec(ran.out)?.[1];
  expect(job, ran.out).toBeDefined();
  await waitFor('the rows to be committed', async () => (await written('C.COMPILED')).length >= 100);
  expect(await written('C.COMPILED')).toEqual(even(200));
  await new JobManager({ url: engine.jobManager, keys: engine.flinkKeys }).cancel(job as string);
});

test('preview: so many rows of the node, a JSON object a line', async () => {
  const path = file(regionFlow('c', 'C.IN', 'C.OUT'));
  const shown = await headrace(
    'flow',
    'preview',
    path,
    '--node',
    'doubled',
    '--rows',
    '3',
    '--server',
    server,
    '--trust',
  );
  expect(shown).toMatchObject({ code: 0, err: '' });
  const rows = shown.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(rows.map(({ node, change, row }) => [node, change, row.id, row.twice])).toEqual([
    ['doubled', '+I', '0', '0'],
    ['doubled', '+I', '2', '4'],
    ['doubled', '+I', '4', '8'],
  ]);
});

test('preview: the faults of a flow, on which it ends with 1', async () => {
  const path = file(regionFlow('c', 'C.IN', 'C.OUT').replace("region = 'EMEA'", "regoin = 'EMEA'"));
  const said = await headrace('flow', 'preview', path, '--server', server, '--trust');
  expect(said).toMatchObject({ code: 1, out: '' });
  expect(said.err).toContain('error planner/unknown-column');
});

test('a topic that collides in Kafka: the check names the one that is there', async () => {
  await kafka.ensureTopics([{ name: 'c.dots', partitions: 1 }]);
  const path = file(regionFlow('collides', 'C.IN', 'c_dots'));
  const said = await headrace('flow', 'check', path, '--server', server, '--trust');
  expect(said.code).toBe(1);
  expect(said.out).toContain('error flow/topic-collision');
  expect(said.out).toContain('c_dots collides with c.dots');
});

test('run: stores the flow and runs it; the same name again is a new version of it', async () => {
  const path = file(regionFlow('from-file', 'C.IN', 'C.RUN'));
  const ran = await headrace('flow', 'run', path, '--from', 'earliest', '--server', server, '--trust');
  expect(ran, ran.err).toMatchObject({ code: 0 });
  expect(ran.out).toMatch(/^submitting\n(deploying\n)?running\nhttp:\S+\/flows\/\S+\n$/);
  await waitFor('the rows to be committed', async () => (await written('C.RUN')).length >= 100);
  expect(await written('C.RUN')).toEqual(even(200));
  const again = await headrace('flow', 'run', path, '--server', server, '--trust');
  expect(again).toMatchObject({ code: 2 });
  expect(again.err).toContain('running already');
  const flow = (...args: string[]) => headrace('flow', ...args, '--server', server);
  expect((await flow('list')).out).toMatch(/^from-file +running /m);
  const running = JSON.parse((await flow('status', 'from-file', '--json')).out);
  expect(running).toMatchObject({ flow: { name: 'from-file' }, run: { state: 'running', failure: null } });
  expect(await flow('delete', 'from-file', '--yes')).toMatchObject({ code: 2 });
  expect(await flow('stop', 'from-file')).toEqual({
    code: 0,
    out: "'from-file' is stopped, with a savepoint.\n",
    err: '',
  });
  expect((await flow('status', 'from-file')).out).toContain('can go on from: its savepoint');
  expect(await flow('run', path, '--from', 'checkpoint', '--trust')).toMatchObject({ code: 2 });
  await kafka.send(orders('C.IN', 200, 300));
  const resumed = await flow('run', path, '--from', 'savepoint', '--trust');
  expect(resumed, resumed.err).toMatchObject({ code: 0 });
  await waitFor('the rows after the savepoint', async () => (await written('C.RUN')).length >= 150);
  expect(await written('C.RUN')).toEqual(even(300));
  expect(await flow('stop', 'from-file', '--without-savepoint', '--yes')).toMatchObject({ code: 0 });
  expect(await flow('delete', 'from-file', '--yes')).toMatchObject({ code: 0, out: "'from-file' is in the bin.\n" });
  expect((await flow('list')).out).not.toContain('from-file');
});
