import { expect, test } from 'vitest';
import { configYaml, flinkSettings } from './settings.ts';

const settings = flinkSettings({ restPort: 8081, gatewayPort: 8083, blobPort: 6124, home: '/data of mine/flink' });

test('everything listens on the loopback address, and nothing waits for checkpoints', () => {
  for (const [name, value] of Object.entries(settings))
    if (/address$|host$/.test(name)) expect(value, name).toBe('127.0.0.1');
  expect(settings).not.toHaveProperty('execution.checkpointing.interval');
});

test('folders are addresses, also with a blank in their name; values are quoted for YAML', () => {
  expect(settings['execution.checkpointing.dir']).toBe('file:///data%20of%20mine/flink/checkpoints');
  expect(configYaml({ a: 'x: y', b: 2, c: true })).toBe('a: "x: y"\nb: 2\nc: true\n');
});
