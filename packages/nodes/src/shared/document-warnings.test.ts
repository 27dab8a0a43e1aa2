import { type Compiled, createCompiler, parseFlow } from '@headrace/flow';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { catalogue } from '../catalogue.ts';

const connections = [
  { name: 'local', kind: 'kafka' as const, bootstrapServers: 'kafka:9092' },
  { name: 'same', kind: 'kafka' as const, bootstrapServers: 'kafka:9092' },
  { name: 'other', kind: 'kafka' as const, bootstrapServers: 'other:9092' },
];
const columns = [{ name: 'id', type: 'BIGINT' }];
const source = (topic: string, connection = 'local') => ({
  type: 'kafka-source',
  config: { connection, topic, columns },
});
const sink = (topic: string, from: string, more: object = {}) => ({
  type: 'kafka-sink',
  from,
  config: { connection: 'local', topic, ...more },
});
const filter = (from: string) => ({ type: 'filter', from, config: { expression: 'id > 1' } });

function compiled(nodes: object, more: object = {}, spec: object = {}): Compiled {
  const text = stringify({
    apiVersion: 'headrace.dev/v1alpha1',
    kind: 'Flow',
    metadata: { name: 'f' },
    spec: { nodes, ...spec },
    ...more,
  });
  const { document } = parseFlow(text);
  if (!document) throw new Error(text);
  return createCompiler(catalogue).compile(document, { connections });
}
const found = (c: Compiled) => c.diagnostics.map(({ code, severity, place }) => ({ code, severity, ...place }));

describe('topics that a flow both reads and writes', () => {
  const at = { severity: 'warning', node: 'out', path: ['config', 'topic'] };
  test('directly, and through nodes and ports', () => {
    expect(found(compiled({ in: source('T'), out: sink('T', 'in') }))).toEqual([{ code: 'flow/topic-loop', ...at }]);
    const far = compiled({ in: source('T'), f: filter('in'), g: filter('f.unmatched'), out: sink('T', 'g') });
    expect(found(far)).toEqual([{ code: 'flow/topic-loop', ...at }]);
    expect(far.diagnostics[0]?.message).toContain("'out' writes to T, which 'in' reads");
  });
  test('by another source of the flow', () => {
    const c = compiled({ a: source('A'), b: source('T'), out: sink('T', 'a'), last: sink('Z', 'b') });
    expect(found(c)).toEqual([{ code: 'flow/topic-read-again', ...at }]);
  });
  test('under another name of the same cluster, and not on another cluster', () => {
    expect(found(compiled({ in: source('T', 'same'), out: sink('T', 'in') }))).toMatchObject([
      { code: 'flow/topic-loop' },
    ]);
    expect(found(compiled({ in: source('T', 'other'), out: sink('T', 'in') }))).toEqual([]);
    expect(found(compiled({ in: source('T'), out: sink('t', 'in') }))).toEqual([]);
  });
  test('a topic to be created collides with one that the flow uses', () => {
    const create = { createTopic: { partitions: 1 } };
    const c = compiled({ in: source('a.b'), out: sink('a_b', 'in', create), two: sink('x', 'in', create) });
    expect(found(c)).toEqual([{ code: 'flow/topic-collision', ...at }]);
    expect(c.diagnostics[0]?.message).toContain('a_b collides with a.b');
    expect(found(compiled({ in: source('a.b'), out: sink('a_b', 'in') }))).toEqual([]);
  });
});

describe('unknown keys are reported', () => {
  const said = (c: Compiled) =>
    c.diagnostics.map(({ code, place, message }) => [code, place.node, place.path, message]);
  test('at each level of the document', () => {
    const c = compiled(
      { in: { ...source('T'), fron: 'x', output: { renme: { id: 'x' } } } },
      { metdata: {}, metadata: { name: 'f', descripton: 'x' } },
      {
        layot: {},
        layout: { in: { x: 1, y: 2, z: 3 } },
        comments: { c: { text: '', x: 1, y: 1, width: 1, height: 1, wdth: 1 } },
      },
    );
    expect(said(c)).toEqual([
      ['document/unknown-key', undefined, ['metdata'], "A flow has no key 'metdata'; it has no effect. Remove it."],
      [
        'document/unknown-key',
        undefined,
        ['metadata', 'descripton'],
        "A flow has no key 'descripton' under metadata; it has no effect. Did you mean 'description'?",
      ],
      [
        'document/unknown-key',
        undefined,
        ['spec', 'layot'],
        "A flow has no key 'layot' under spec; it has no effect. Remove it.",
      ],
      [
        'document/unknown-key',
        undefined,
        ['spec', 'layout', 'in', 'z'],
        "A flow has no key 'z' under spec.layout.in; it has no effect. Remove it.",
      ],
      [
        'document/unknown-key',
        undefined,
        ['spec', 'comments', 'c', 'wdth'],
        "A flow has no key 'wdth' under spec.comments.c; it has no effect. Remove it.",
      ],
      [
        'document/unknown-key',
        'in',
        ['fron'],
        "A flow has no key 'fron' under 'in'; it has no effect. Did you mean 'from'?",
      ],
      [
        'document/unknown-key',
        'in',
        ['output', 'renme'],
        "A flow has no key 'renme' under output; it has no effect. Did you mean 'rename'?",
      ],
    ]);
    expect(c.diagnostics.every((d) => d.severity === 'warning')).toBe(true);
  });
  test('in groups, lists and variants of a configuration', () => {
    const config = {
      connection: 'local',
      topik: 'T',
      topic: 'T',
      columns: [{ name: 'id', type: 'BIGINT', timeFormt: 'sql' }],
      eventTime: { from: 'kafka', name: 'at', colum: 'x' },
      key: { nme: 'k', name: 'k' },
    };
    const c = compiled({ in: { type: 'kafka-source', config } });
    expect(c.diagnostics.map(({ place }) => place.path)).toEqual([
      ['config', 'topik'],
      ['config', 'columns', 0, 'timeFormt'],
      ['config', 'eventTime', 'colum'],
      ['config', 'key', 'nme'],
    ]);
    expect(c.diagnostics[1]?.message).toBe(
      "Event source has no setting 'timeFormt' under columns.0; it has no effect. Did you mean 'timeFormat'?",
    );
  });
});

test('a node with an error has the state error, also while a setting is missing', () => {
  const state = (config: object, from?: string) =>
    compiled({ in: source('T'), n: { type: 'kafka-sink', ...(from ? { from } : {}), config } }).typed.nodes.get('n')
      ?.state;
  expect(state({ connection: 'local' }, 'in')).toBe('unconfigured');
  expect(state({ connection: 'local', topic: 'x' })).toBe('unconfigured');
  expect(state({ connection: 'local', guarantee: 'maybe' }, 'in')).toBe('error');
  expect(state({ connection: 'local', topic: 5 })).toBe('error');
});

test('messages about a configuration use our own words and the labels of the form', () => {
  const c = compiled({
    in: source('T'),
    f: { type: 'filter', from: 'in', config: { expression: 'x'.repeat(20_001) } },
    out: { type: 'kafka-sink', from: 'in', config: { connection: 'local', topic: 'x', guarantee: 'maybe' } },
  });
  expect(c.diagnostics.map((d) => d.message)).toEqual([
    'Condition must have at most 20,000 characters.',
    'Delivery must be exactly-once or at-least-once.',
  ]);
});

test('rejects a property without a name, in the message or in the flow', () => {
  const read = (column: object) =>
    compiled({ in: { type: 'kafka-source', config: { connection: 'local', topic: 'T', columns: [column] } } })
      .diagnostics;
  expect(read({ name: 'a', type: 'STRING', path: ['x', ''] }).map((d) => [d.severity, d.message])).toEqual([
    ['error', 'Path must name each step: Flink reads no property without a name.'],
  ]);
  expect(read({ name: '', type: 'STRING' }).map((d) => d.message)).toEqual(['Name is not set yet. Set it.']);
  expect(read({ name: 'a', type: 'ROW<`` STRING>' }).map((d) => d.severity)).toEqual(['error']);
});

test('accepts a known time format, or a pattern that Java accepts', () => {
  const read = (timeFormat: string, type = 'TIMESTAMP(3)') =>
    compiled({
      in: {
        type: 'kafka-source',
        config: { connection: 'local', topic: 'T', columns: [{ name: 'a', type, timeFormat }] },
      },
    }).diagnostics;
  for (const right of ['sql', 'iso-8601', 'epoch-millis', "yyyy-MM-dd'T'HH:mm:ssXXX", 'EEE MMM dd HH:mm:ss zzz yyyy'])
    expect(read(right)).toEqual([]);
  expect(read('yyyy-MM-ddTHH:mm')).toMatchObject([
    {
      code: 'source/time-format',
      severity: 'error',
      place: { path: ['config', 'columns', 0, 'timeFormat'], range: { start: 10, end: 11 } },
    },
  ]);
  expect(read('iso')).toMatchObject([{ code: 'source/time-format' }]);
  expect(read('iso', 'STRING')).toEqual([]);
});
