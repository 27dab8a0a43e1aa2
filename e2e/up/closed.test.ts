import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allRoutes } from '@headrace/api';
import { readIdentity } from '@headrace/tls';
import { createAuthority } from '@headrace/tls/issue';
import { type ComponentName, components, type Listener, portOf } from '@headrace/topology';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client } from '../flink/backend/client.ts';
import { regionFlow } from '../flink/backend/flow-text.ts';
import { waitFor } from '../flink/backend/wait.ts';
import { outcome } from './callers.ts';
import { offset, partsIn, type Up, up } from './command.ts';
import { listeningPorts } from './listening.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'headrace-closed-'));
const address = `http://localhost:${portOf('gateway') + offset}`;
const keysDir = join(dataDir, 'run', 'keys');
const jars = join(import.meta.dirname, '..', '..', 'data', 'engine');
let now: Up;

/** A whole installation, in which an example was previewed and a flow has run and was stopped with a savepoint. */
beforeAll(async () => {
  now = up(dataDir);
  await now.until('Headrace runs');
  const client = new Client(address);
  const [example] = await client.api.examples.list();
  const viewer = await client.preview(example?.text ?? '', { kind: 'earliest' });
  await waitFor('rows', async () => Object.values(viewer.counts).some((count) => count > 0));
  const flow = await client.create(regionFlow('closed', 'ORDERS', 'CLOSED.OUT'));
  const run = await client.start(flow, { kind: 'earliest' });
  await waitFor('a checkpoint', async () => (await client.runs(flow.id))[0]?.checkpoints.completed);
  await client.stop(run, true);
  viewer.leave();
}, 400_000);

afterAll(async () => {
  now.signal('SIGTERM');
  await now.ended;
  rmSync(dataDir, { recursive: true });
});

interface Open {
  readonly component: ComponentName;
  readonly listener: Listener;
  readonly port: number;
}

/** The topology's listeners, as this installation has moved their ports. */
const known: Open[] = (Object.keys(components) as ComponentName[]).flatMap((component) =>
  components[component].listens.map((listener: Listener) => ({ component, listener, port: listener.port + offset })),
);

/** The listeners that are there. Components that a local installation does not have share ports with those that it has. */
const notHere: readonly ComponentName[] = ['operator', 'schema-registry', 'flink-operator'];
function found(): Open[] {
  const ports = new Set(listening().map(({ port }) => port));
  return known.filter(({ component, port }) => ports.has(port) && !notHere.includes(component));
}

const listening = () => listeningPorts([now.pid, ...Object.values(partsIn(dataDir)).map(({ pid }) => pid)]);

/** Kafka's ports speak no HTTP; docs/decisions say who reaches them. */
const withTls = () => found().filter(({ component }) => component !== 'kafka' && component !== 'gateway');
const withHttp = () => [...withTls(), ...found()].filter(({ listener }) => paths[listener.name] !== undefined);

/** A path that answers at each HTTP listener, so that a refusal is one of the caller. */
const paths: Readonly<Record<string, string>> = {
  https: '/',
  ui: '/',
  api: allRoutes.system.health.path,
  'kafka-admin': allRoutes.clusters.list.path,
  rest: '/overview',
  sql: '/v4/info',
};

/** The identity that a listener asks for. */
const ownKeys = ({ component }: Open) =>
  readIdentity(join(keysDir, component === 'jobmanager' || component === 'sql-gateway' ? 'flink' : 'apps', 'client'));

describe('the ports of an installation', () => {
  test('are those of the topology, on the loopback address', async () => {
    const ports = known.map(({ port }) => port);
    const others = () => listening().filter(({ port }) => !ports.includes(port));
    // The topology's listener `results`: while a preview is at work, its rows are fetched from a port that the system chooses.
    await waitFor('the preview to be gone', async () => others().length === 0);
    // IPv4 and the same as IPv6, as the kernel writes them.
    expect(new Set(listening().map((one) => one.address.slice(-8)))).toEqual(new Set(['0100007F']));
    expect(found().map(({ component, listener }) => `${component} ${listener.name}`)).toEqual([
      'gateway https',
      'ui ui',
      'backend api',
      'kafka-admin kafka-admin',
      'jobmanager rest',
      'jobmanager blob',
      'sql-gateway sql',
      'kafka kafka',
      'kafka controller',
    ]);
  });

  test('refuse a caller without a certificate, but for the one that people open', async () => {
    for (const { component, listener, port } of withTls()) {
      const path = paths[listener.name] ?? '/';
      expect(await outcome(port, path, { scheme: 'https' }), `${component} ${listener.name}`).toBe('refused');
      const plain = await outcome(port, path, { scheme: 'http' });
      // Flink answers plain HTTP with the address for TLS, whatever is asked.
      expect(['refused', 301, 400], `${component} ${listener.name}`).toContain(plain);
    }
  });

  test('refuse a certificate of another authority', async () => {
    const foreign = await (await createAuthority('Flink')).issue('Flink client', ['client']);
    for (const { component, listener, port } of withTls())
      expect(
        await outcome(port, paths[listener.name] ?? '/', { scheme: 'https', identity: foreign }),
        `${component} ${listener.name}`,
      ).toBe('refused');
  });

  test('of Flink refuse the key with which the gateway calls the apps', async () => {
    const identity = readIdentity(join(keysDir, 'apps', 'client'));
    for (const { component, listener, port } of withTls().filter(({ component }) => /jobmanager|sql/.test(component)))
      expect(
        await outcome(port, paths[listener.name] ?? '/', { scheme: 'https', identity }),
        `${component} ${listener.name}`,
      ).toBe('refused');
  });

  test('answer who holds the key, and refuse even them under a foreign name', async () => {
    expect(withHttp().map(({ listener }) => listener.name)).toContain('sql');
    for (const one of new Set(withHttp())) {
      const path = paths[one.listener.name] ?? '/';
      const isPlain = one.component === 'gateway';
      const caller = isPlain ? ({ scheme: 'http' } as const) : ({ scheme: 'https', identity: ownKeys(one) } as const);
      const name = `${one.component} ${one.listener.name}`;
      expect(await outcome(one.port, path, caller), name).toBe(200);
      for (const host of ['evil.example', `evil.example:${one.port}`, `localhost.evil.example:${one.port}`])
        expect([421, 400], `${name}, Host: ${host}`).toContain(await outcome(one.port, path, { ...caller, host }));
    }
  });
});

test('others may read nothing in the data folder and among the jars', () => {
  const open = (path: string): string[] => {
    const state = lstatSync(path);
    if (state.isSymbolicLink()) return [];
    const inside = state.isDirectory() ? readdirSync(path).flatMap((name) => open(join(path, name))) : [];
    return (state.mode & 0o077) === 0 ? inside : [path, ...inside];
  };
  expect(readdirSync(dataDir).sort()).toEqual(
    ['.headrace', 'backend', 'connections.yaml', 'flink', 'kafka', 'logs', 'run'].sort(),
  );
  expect(readdirSync(join(dataDir, 'flink', 'savepoints'))).not.toEqual([]);
  expect([...open(dataDir), ...open(jars)]).toEqual([]);
});
