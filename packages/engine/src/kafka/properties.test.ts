import { expect, test } from 'vitest';
import { serverProperties } from './properties.ts';

const place = { host: '127.0.0.1', port: 9092, controllerPort: 9093, logDir: '/data' };

test('a plain broker asks for nothing', () => {
  const text = serverProperties({ ...place, security: 'plain' });
  expect(text).toContain('listeners=PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093\n');
  expect(text).not.toMatch(/sasl/i);
});

test('with sasl no listener is left without it, the controller included', () => {
  const text = serverProperties({ ...place, security: 'sasl' });
  expect(text).toContain('listeners=SASL_PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093\n');
  expect(text).toContain('listener.security.protocol.map=CONTROLLER:SASL_PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT\n');
  expect(text).not.toMatch(/[=:,]PLAINTEXT/);
  for (const listener of ['sasl_plaintext', 'controller'])
    expect(text).toContain(
      `listener.name.${listener}.scram-sha-512.sasl.server.callback.handler.class=LocalCredentials\n`,
    );
});
