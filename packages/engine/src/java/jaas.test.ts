import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { jaasFlags } from './jaas.ts';
import { kafkaClientFlags, kafkaPackages } from './kafka-client.ts';

const credentials = { username: 'headrace', password: 'geheim7' };
const client = { section: 'KafkaClient', kafka: kafkaPackages[1] } as const;
let dir: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'headrace-jaas-'));
  file = join(dir, 'kafka.jaas');
});
afterEach(() => rmSync(dir, { recursive: true }));

test('the password stands in a file of its owner, and in no flag', () => {
  const before = process.umask(0);
  const flags = jaasFlags(file, client, credentials);
  process.umask(before);
  expect(readFileSync(file, 'utf8')).toContain('username="headrace"\n  password="geheim7";');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(flags).toContain(`-Djava.security.auth.login.config=${file}`);
  expect(flags.join()).not.toContain('geheim7');
});

test('the login module is that of the same copy of the client, and the only one that is allowed', () => {
  const module = `${kafkaPackages[1]}.common.security.scram.ScramLoginModule`;
  const flags = jaasFlags(file, client, credentials);
  expect(readFileSync(file, 'utf8')).toContain(`KafkaClient {\n  ${module} required`);
  expect(flags).toContain(`-D${kafkaPackages[1]}.allowed.login.modules=${module}`);
  for (const kafka of kafkaPackages) expect(kafkaClientFlags).toContain(`-D${kafka}.allowed.login.modules=none`);
});

test('a start without credentials removes the file of an earlier one', () => {
  jaasFlags(file, client, credentials);
  expect(jaasFlags(file, client, undefined)).toEqual([]);
  expect(existsSync(file)).toBe(false);
});
