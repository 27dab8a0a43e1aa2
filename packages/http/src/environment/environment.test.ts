import { expect, test } from 'vitest';
import { environmentFor, originOf, readEnvironment } from './environment.ts';

const installation = { portOffset: 1000, dataDir: '/data', connectionsFile: '/data/connections.yaml' };

test('an app reads what an installation wrote', () => {
  const found = readEnvironment('backend', environmentFor(installation, 9888));
  expect(found).toMatchObject({ port: 9888, dataDir: '/data', connectionsFile: '/data/connections.yaml' });
  expect(found.origin).toBe(originOf(installation));
  expect(found.address('sql-gateway')).toBe('http://127.0.0.1:9083');
  expect(found.address('kafka-admin')).toBe('http://127.0.0.1:8000');
});

test('without variables the topology decides', () => {
  const found = readEnvironment('kafka-admin', {});
  expect(found.port).toBe(7000);
  expect(found.origin).toBe('http://localhost:8443');
  expect(found.address('jobmanager')).toBe('http://127.0.0.1:8081');
});
