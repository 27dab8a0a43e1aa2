import { expect, test } from 'vitest';
import { clusterOptions } from './kafka-cluster.ts';

const local = { name: 'local', kind: 'kafka', bootstrapServers: 'kafka:9092' } as const;

test('a connection without security is an address', () => {
  expect(clusterOptions(local)).toEqual({ 'properties.bootstrap.servers': 'kafka:9092' });
});

test('a connection with sasl names protocol and mechanism, and neither name nor password', () => {
  expect(clusterOptions({ ...local, security: 'sasl' })).toEqual({
    'properties.bootstrap.servers': 'kafka:9092',
    'properties.security.protocol': 'SASL_PLAINTEXT',
    'properties.sasl.mechanism': 'SCRAM-SHA-512',
  });
});
