import { expect, test } from 'vitest';
import { parseConnections } from './file.ts';

const local = { name: 'local', kind: 'kafka', bootstrapServers: '127.0.0.1:9092' };

test('a list of connections, an empty one, and an empty file are read', () => {
  expect(parseConnections(`- {name: local, kind: kafka, bootstrapServers: "127.0.0.1:9092"}`)).toEqual({
    connections: [local],
  });
  expect(parseConnections('[]')).toEqual({ connections: [] });
  expect(parseConnections('')).toEqual({ connections: [] });
});

test('what is not right is said with its place', () => {
  expect(parseConnections('- name: local\n  kind: kafka\n  bootstrapServers: 9092\n')).toEqual({
    code: 'connections/invalid',
    message: "A connection's bootstrapServers is missing or not right.",
    line: 3,
    column: 21,
  });
  expect(parseConnections('local: 127.0.0.1:9092')).toMatchObject({ code: 'connections/invalid', line: 1, column: 1 });
  expect(parseConnections('- name: "local')).toMatchObject({ code: 'document/syntax', line: 1 });
});

// Each is how a password may begin, and what YAML takes it for without quotes.
test.each([
  ['an alias', '*geheim7'],
  ['a tag', '!geheim7'],
  ['a tag with a handle', '!geheim7!x'],
  ['a verbatim tag', '!<geheim7'],
  ['a block', '|geheim7'],
  ['a directive', '%geheim7'],
  ['a reserved sign', '@geheim7'],
  ['an escape', '"\\ugeh\\geheim7"'],
  ['a map within a map', 'a: geheim7: b'],
  ['more behind a quoted text', "'a'geheim7"],
  ['an end of a list', '] geheim7'],
  ['a text that does not end', '"geheim7'],
  ['a quoted tag', '!!int geheim7'],
])('a password that is %s to YAML is not said again', (_, password) => {
  const read = parseConnections(`- name: local\n  password: ${password}\n`);
  expect(read).toHaveProperty('code');
  expect(JSON.stringify(read)).not.toMatch(/geh/);
});
