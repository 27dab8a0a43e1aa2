import { expect, test } from 'vitest';
import { configYaml, flinkSettings } from './settings.ts';

const settings = flinkSettings({ restPort: 8081, gatewayPort: 8083, blobPort: 6124, home: '/data of mine/flink' });

test('everything listens on the loopback address, and nothing waits for checkpoints', () => {
  for (const [name, value] of Object.entries(settings))
    if (/address$|host$/.test(name)) expect(value, name).toBe('127.0.0.1');
  expect(settings).not.toHaveProperty('execution.checkpointing.interval');
});

test('REST servers and the blob server ask for certificates', () => {
  expect(settings).toMatchObject({
    'security.ssl.rest.enabled': true,
    'security.ssl.rest.authentication-enabled': true,
    'security.ssl.internal.enabled': true,
  });
});

test('hints, uploads of jars and pages of other sites are off', () => {
  expect(settings).toMatchObject({
    'table.dynamic-table-options.enabled': false,
    'web.submit.enable': false,
    'web.access-control-allow-origin': 'https://127.0.0.1:8081',
  });
});

test('folders are addresses, also with a blank in their name; values are quoted for YAML', () => {
  expect(settings['execution.checkpointing.dir']).toBe('file:///data%20of%20mine/flink/checkpoints');
  expect(configYaml({ a: 'x: y', b: 2, c: true })).toBe('a: "x: y"\nb: 2\nc: true\n');
});
