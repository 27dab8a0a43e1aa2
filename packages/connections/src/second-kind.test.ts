import {
  checkQuery,
  createCompiler,
  type FlowDocument,
  type PortTypes,
  previewQuery,
  runStatements,
  type StartFrom,
  settingsOf,
} from '@headrace/flow';
import { catalogue as nodeTypes } from '@headrace/nodes';
import { beforeAll, describe, expect, test } from 'vitest';
import { assumedConnections } from './assumed.ts';
import { catalogue } from './catalogue.ts';
import { viewOf } from './entry.ts';
import { parseConnections } from './file.ts';
import { addGenerator, generator } from './testing/add-generator.ts';

beforeAll(() => addGenerator(nodeTypes));

const file = `
- {name: local, kind: kafka, bootstrapServers: "kafka:9092"}
- {name: numbers, kind: generator, series: [even, odd], passwordFile: /run/secrets/canary}
`;

function flow(config: object = {}, more: object = {}): FlowDocument {
  return {
    apiVersion: 'headrace.dev/v1alpha1',
    kind: 'Flow',
    metadata: { name: 'f' },
    spec: {
      nodes: {
        in: {
          type: 'generator-source',
          config: { from: 'numbers', which: 'even', read: [{ name: 'id', type: 'BIGINT' }], ...config },
        },
        big: { type: 'filter', from: 'in', config: { expression: 'id > 5' } },
        out: { type: 'kafka-sink', from: 'big', config: { connection: 'local', topic: 'BIG' } },
        ...more,
      },
    },
  };
}

function views() {
  const read = parseConnections(file);
  if ('code' in read) throw new Error(read.message);
  return read.connections.map((connection) => viewOf(catalogue, connection));
}
const compiled = (document = flow(), connections = views()) =>
  createCompiler(nodeTypes).compile(document, { connections });

describe('the file of connections', () => {
  test('has entries of both kinds, whose views hold their settings and nothing of their credentials', () => {
    expect(views()).toEqual([
      { name: 'local', kind: 'kafka', bootstrapServers: 'kafka:9092' },
      { name: 'numbers', kind: 'generator', series: ['even', 'odd'] },
    ]);
    expect(JSON.stringify(views())).not.toContain('canary');
  });

  test('says what is wrong with an entry by its own kind, and which kinds there are', () => {
    expect(parseConnections('- {name: numbers, kind: generator}')).toMatchObject({
      message: "A connection's series is missing or not right.",
    });
    expect(parseConnections('- {name: numbers, kind: generatr, series: []}')).toMatchObject({
      message: expect.stringMatching(/^A connection's kind is missing or not right\. There are .*\bgenerator\b/),
    });
  });
});

describe('a flow from one kind of connection to another', () => {
  test('compiles, and says what it reads and writes where', () => {
    const { diagnostics, plan } = compiled();
    expect(diagnostics).toEqual([]);
    expect(plan.resources).toEqual([
      {
        node: 'in',
        kind: 'generator',
        address: 'generator:even,odd',
        connection: 'numbers',
        resource: 'even',
        role: 'read',
        path: ['which'],
      },
      {
        node: 'out',
        kind: 'kafka',
        address: 'kafka:9092',
        connection: 'local',
        resource: 'BIG',
        role: 'write',
        path: ['topic'],
      },
    ]);
  });

  test.each<[StartFrom, string]>([
    [{ kind: 'earliest' }, '1'],
    [{ kind: 'now' }, '100'],
    [{ kind: 'time', timestamp: 42.5 }, '42'],
  ])('starts from %j at a position of its own', (from, start) => {
    const [numbers, topic] = runStatements(compiled(), from).setup.map(({ text }) => text);
    expect(numbers).toContain(`'fields.id.start' = '${start}'`);
    expect(numbers).toContain(`'rows-per-second' = '10'`);
    expect(numbers).not.toContain('scan.');
    expect(topic).toContain("'topic' = 'BIG'");
    expect(topic).not.toContain('start');
  });

  test('is previewed with options of its own', () => {
    const ports: PortTypes = { in: [{ name: 'id', type: 'BIGINT' }] };
    const { tables } = previewQuery(compiled(), ports, { kind: 'now' }) ?? { tables: [] };
    expect(tables.map(({ text }) => text)).toEqual([expect.stringContaining("'rows-per-second' = '1000'")]);
    expect(checkQuery(compiled())?.tables[0]?.create.text).toContain("'rows-per-second' = '10'");
  });

  test('refuses a connection of another kind at the field that names it', () => {
    const found = compiled(flow({ from: 'local' })).diagnostics;
    expect(found).toMatchObject([
      { code: 'generator/unknown-connection', place: { node: 'in', path: ['config', 'from'] } },
    ]);
    const sink = { type: 'kafka-sink', from: 'in', config: { connection: 'numbers', topic: 'T' } };
    expect(compiled(flow({}, { sink })).diagnostics).toMatchObject([
      {
        message: "The connection 'numbers' is not of the kind kafka (Kafka cluster). There are: local.",
        place: { node: 'sink', path: ['config', 'connection'] },
      },
    ]);
  });

  test('refuses a name that the kind does not take', () => {
    expect(compiled(flow({ which: 'UP' })).diagnostics).toMatchObject([
      { code: 'generator/name', place: { node: 'in', path: ['config', 'which'] } },
    ]);
  });

  test('takes resources of equal names in different kinds for different ones', () => {
    const document = flow(
      {},
      { out: { type: 'kafka-sink', from: 'big', config: { connection: 'local', topic: 'even' } } },
    );
    expect(compiled(document).diagnostics).toEqual([]);
  });

  test('is checked without a server that knows its connections', () => {
    const assumed = assumedConnections(flow(), nodeTypes);
    expect(assumed).toEqual([
      { name: 'numbers', kind: 'generator', series: [] },
      { name: 'local', kind: 'kafka', bootstrapServers: 'local' },
    ]);
    expect(compiled(flow(), assumed).diagnostics).toEqual([]);
  });
});

test('settings of a connection are read by its own kind only', () => {
  const [local, numbers] = views();
  expect(settingsOf(generator, numbers)).toEqual({ series: ['even', 'odd'] });
  expect(settingsOf(generator, local)).toBeUndefined();
  expect(settingsOf(generator, undefined)).toBeUndefined();
  expect(settingsOf(generator, { name: 'numbers', kind: 'generator', series: 5 })).toBeUndefined();
});
