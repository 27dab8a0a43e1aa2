import { expect, test } from 'vitest';
import { environmentFor, originOf, readEnvironment } from './environment.ts';

const installation = {
  portOffset: 1000,
  dataDir: '/data',
  connectionsFile: '/data/connections.yaml',
  kafkaCredentials: '/data/kafka-credentials.json',
  keys: {
    flink: { server: '/keys/flink/server', client: '/keys/flink/client' },
    apps: { server: '/keys/apps/server', client: '/keys/apps/client' },
  },
};
const { apps, flink } = installation.keys;

test('an app reads what an installation wrote', () => {
  const found = readEnvironment('backend', environmentFor(installation, 'backend'));
  expect(found).toMatchObject({ port: 9888, dataDir: '/data', connectionsFile: '/data/connections.yaml' });
  expect(found.origin).toBe(originOf(installation));
  expect(found.address('sql-gateway')).toBe('https://127.0.0.1:9083');
  expect(found.address('kafka-admin')).toBe('https://127.0.0.1:8000');
});

test.each([
  ['backend', { flink: flink.client, client: apps.client, server: apps.server }],
  ['kafka-admin', { server: apps.server }],
  ['ui', { server: apps.server }],
  ['gateway', { client: apps.client }],
  ['samples', {}],
] as const)('%s gets the identities that its calls need, and no other', (component, keys) => {
  expect(readEnvironment(component, environmentFor(installation, component)).keys).toEqual(keys);
});

test('only who calls Kafka is told of the file with what to sign in with', () => {
  const told = (['gateway', 'ui', 'backend', 'kafka-admin', 'samples'] as const).filter(
    (component) => environmentFor(installation, component).HEADRACE_KAFKA_CREDENTIALS !== undefined,
  );
  expect(told).toEqual(['backend', 'kafka-admin', 'samples']);
});

test('without variables the topology decides, and everything is plain HTTP', () => {
  const found = readEnvironment('kafka-admin', {});
  expect(found.port).toBe(7000);
  expect(found.origin).toBe('http://localhost:8443');
  expect(found.address('jobmanager')).toBe('http://127.0.0.1:8081');
  expect(found.keys).toEqual({});
});
