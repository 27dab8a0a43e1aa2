import { expect, test } from 'vitest';
import { generate } from '../generate/generate.ts';
import { printYaml } from '../print/print.ts';
import { readConnections } from './connections.ts';
import { readWorld } from './world.ts';

const read = (text: string) => readConnections({ file: 'c.yaml', text });
const database = (fields: string) => read(`- name: shop\n  kind: database\n  ${fields}\n`);
const addressed = (address: string) => database(`addresses: [${JSON.stringify(address)}]`);

test.each([
  'jdbc:postgresql://bob:hunter2@db:5432/x',
  'bob:hunter2@db.example.com:5432',
  'hunter2@api.example.com',
  'https://hunter2.example.com/',
])('rejects %s, which is more than a host and a port, without quoting it', (address) => {
  const { connections, findings } = addressed(address);
  expect(connections).toEqual([]);
  expect(findings).toMatchObject([{ code: 'read/more-than-an-address', severity: 'error', place: { line: 3 } }]);
  expect(findings[0]?.fix).toContain('host.example.com:5432');
  expect(JSON.stringify(findings)).not.toContain('hunter2');
});

test.each([
  'addresses: hunter2',
  'addresses: ["hunter2:x"]',
  'addresses: [["hunter2"]]',
  'addresses: ["[hunter2]:5432"]',
  'bootstrapServers: "db:5432,bob:hunter2:3"',
  'cidrs: ["bob:hunter2@10.0.0.0/8"]',
  'cidrs: hunter2',
  '? "jdbc:postgresql://bob:hunter2@db:5432/x"\n  : 1',
])('rejects %s without quoting it', (fields) => {
  const { findings } = database(fields);
  expect(findings.length).toBeGreaterThan(0);
  expect(JSON.stringify(findings)).not.toContain('hunter2');
});

test('does not quote a connection or a kind that is a URL', () => {
  for (const text of ['- jdbc:postgresql://bob:hunter2@db:5432/x\n', '- {name: a, kind: "pg://bob:hunter2@db"}\n']) {
    expect(read(text).findings[0]?.severity).toBe('error');
    expect(JSON.stringify(read(text).findings)).not.toContain('hunter2');
  }
});

test.each([
  ['db.example.com:5432', 'db.example.com', 5432],
  ['DB-1.example.com', 'DB-1.example.com', 5432],
  ['kafka-0.kafka.events.svc:9092', 'kafka-0.kafka.events.svc', 9092],
  ['192.0.2.1:1', '192.0.2.1', 1],
  ['[2001:db8::1]:5433', '2001:db8::1', 5433],
])('reads %s as a host and a port', (address, host, port) => {
  const { connections, findings } = addressed(address);
  expect(findings).toEqual([]);
  expect(connections[0]?.targets).toEqual([{ host, port }]);
});

test.each([
  'a b:5432',
  'db_1:5432',
  '-db:5432',
  'db..example.com',
  `${'a'.repeat(64)}.example.com`,
  `${'a.'.repeat(127)}a`,
  '10.0.0.256:5432',
  '010.0.0.1',
  '[::ffff:10.0.0.1]:5432',
  '[fd00::1::2]:5432',
  'db:0',
  'db:65536',
  'db;rm',
])('rejects %s as a host', (address) => {
  const { connections, findings } = addressed(address);
  expect(connections).toEqual([]);
  expect(findings).toMatchObject([{ code: 'read/not-an-address', severity: 'error', place: { line: 3 } }]);
});

test.each([
  ['cidrs: ["10.1.2.3/8"]', 'read/address-in-block'],
  ['cidrs: ["::ffff:10.0.0.0/104"]', 'read/not-a-cidr'],
  ['podLabels: {"bad key!": a}', 'read/label-key'],
  ['podLabels: {app: "bad value!"}', 'read/label-value'],
])('rejects %s as in a policy', (fields, code) => {
  const { findings } = database(`addresses: [db:5432]\n  ${fields}`);
  expect(findings).toMatchObject([{ code, severity: 'error', place: { line: 4 } }]);
});

test('generates policies for connections that the reader of policies accepts', () => {
  const { connections, findings } = read(`
- {name: a, kind: kafka, addresses: ["[2001:db8::1]:9092"], cidrs: [10.0.0.0/8, "fd00::/8"]}
- {name: b, kind: database, addresses: [db.shop.svc:5432], podLabels: {example.com/app: db}}
`);
  expect(findings).toEqual([]);
  const text = printYaml(generate({ profile: 'headrace', namespace: 'ep', egress: { connections } }));
  expect(readWorld([{ file: 'p.yaml', text }]).findings).toEqual([]);
});
