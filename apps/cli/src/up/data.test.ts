import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeConnections } from './connections.ts';
import { openData, resetData } from './data.ts';
import { releaseLock, takeLock } from './lock.ts';
import { requireMemory, wantedPorts } from './machine.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'headrace-data-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('a folder with other things in it is refused, so that no reset can touch it', () => {
  writeFileSync(join(dir, 'thesis.odt'), '');
  expect(() => openData(dir)).toThrow('holds something else (thesis.odt)');
});

test('what an earlier start left open to others is closed, and the owner keeps all rights', () => {
  const [outside, data] = [join(dir, 'outside'), join(dir, 'data')];
  writeFileSync(outside, '');
  mkdirSync(join(data, 'run', 'deep'), { recursive: true });
  writeFileSync(join(data, '.headrace'), '');
  symlinkSync(outside, join(data, 'run', 'link'));
  writeFileSync(join(data, 'run', 'deep', 'tool'), '');
  const [folder, file] = [join(data, 'run', 'deep'), join(data, 'run', 'deep', 'tool')];
  for (const path of [outside, data, folder, file]) chmodSync(path, 0o755);
  openData(data);
  const mode = (path: string) => statSync(path).mode & 0o777;
  for (const path of [data, folder, file]) expect(mode(path), path).toBe(0o700);
  expect(mode(outside)).toBe(0o755);
});

test('a reset forgets topics and flows, and keeps the engines and the notes of who runs', () => {
  openData(dir);
  for (const name of ['engine', 'run', 'kafka', 'backend']) mkdirSync(join(dir, name));
  openData(dir);
  resetData(dir);
  for (const name of ['engine', 'run']) expect(existsSync(join(dir, name)), name).toBe(true);
  for (const name of ['kafka', 'backend']) expect(existsSync(join(dir, name)), name).toBe(false);
  openData(dir);
});

test('a lock that a killed process left is taken over, its own is given back', () => {
  const lock = join(dir, 'up.lock');
  writeFileSync(lock, JSON.stringify({ pid: process.pid, command: 'something that ran before' }));
  takeLock(lock, dir);
  expect(JSON.parse(readFileSync(lock, 'utf8'))).toMatchObject({ pid: process.pid });
  releaseLock(lock);
  expect(existsSync(lock)).toBe(false);
});

test('the local connection is written anew, others stay', () => {
  const file = join(dir, 'connections.yaml');
  writeFileSync(
    file,
    '- {name: local, kind: kafka, bootstrapServers: old:1}\n- {name: prod, kind: kafka, bootstrapServers: b:2}\n',
  );
  writeConnections(file, '127.0.0.1:9092');
  const text = readFileSync(file, 'utf8');
  expect(text).toContain('bootstrapServers: "127.0.0.1:9092"');
  expect(text).toContain('name: prod');
  expect(text).not.toContain('old:1');
});

test('the local connection says how to sign in, for as long as the broker wants it', () => {
  const file = join(dir, 'connections.yaml');
  writeConnections(file, '127.0.0.1:9092', 'sasl');
  expect(readFileSync(file, 'utf8')).toContain('security: sasl');
  writeConnections(file, '127.0.0.1:9092');
  expect(readFileSync(file, 'utf8')).not.toContain('security');
});

test('connections that cannot be read are a sentence that names the file', () => {
  const file = join(dir, 'connections.yaml');
  writeFileSync(file, '- {name: Not A Name, kind: kafka, bootstrapServers: "a:1"}\n');
  expect(() => writeConnections(file, '127.0.0.1:9092')).toThrow(
    `${file}:1:10 is not a list of connections: A connection's name`,
  );
});

test('too little memory is one sentence with both numbers', () => {
  expect(() => requireMemory(700 * 1024 * 1024)).toThrow(
    'Headrace needs about 1.5 GiB of free memory and this machine has 0.7 GiB: close other programs or give the machine more, then start again.',
  );
  expect(() => requireMemory(2 * 1024 ** 3)).not.toThrow();
});

test('an offset moves every port', () => {
  const usual = wantedPorts(0).map(({ port }) => port);
  expect(wantedPorts(1000).map(({ port }) => port)).toEqual(usual.map((port) => port + 1000));
  expect(new Set(usual).size).toBe(usual.length);
});
