import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Catalogue, NodeType, Report } from '../catalogue/node-type.ts';
import { testCatalogue } from '../catalogue/testing.ts';
import type { FlowDocument, FlowNode } from '../document/schema.ts';
import { infer, type NodeState } from './infer.ts';
import { link } from './link.ts';

/** Reports what its configuration says, and gives what the inputs gave. */
const reporter: NodeType<{ report: Parameters<Report>[0][] }> = {
  type: 'reporter',
  title: 'Reporter',
  group: 'shape',
  description: '',
  config: z.object({ report: z.array(z.any()).default([]) }),
  inputs: { kind: 'many', min: 2 },
  outputs: [{ name: 'out', title: 'Out' }],
  summary: () => '',
  infer: ({ config, inputs, report }) => {
    for (const each of config.report) report(each);
    const [first] = Object.values(inputs);
    return first ? { out: first } : {};
  },
  lower: () => ({ relations: {} }),
};
const catalogue: Catalogue = { ...testCatalogue, reporter };

const source = { type: 'source', config: { table: 't', columns: ['id', 'region'] } };
const where = (from: FlowNode['from'], expression: string) => ({ type: 'where', from, config: { expression } });

function inferred(nodes: FlowDocument['spec']['nodes']) {
  const document: FlowDocument = {
    apiVersion: 'headrace.dev/v1alpha1',
    kind: 'Flow',
    metadata: { name: 'f' },
    spec: { nodes },
  };
  return infer(link(document, catalogue), new Map());
}

const half = { type: 'source' };
const wrong = where('a', '(');
const newer = { ...source, version: 99 };

describe('the state of a node', () => {
  test.each([
    ['valid', 'all is well', { a: source, n: where('a', "id = 'x'") }],
    ['valid', 'there are only warnings', { a: source, n: { ...source, config: { table: 't', tabel: 'x' } } }],
    ['valid', 'nothing stands in an optional setting', { n: { type: 'source', config: { table: 't' } } }],
    ['error', 'its type is not known', { n: { type: 'sorce' } }],
    ['error', 'a setting has the wrong kind', { n: { type: 'source', config: { table: 7 } } }],
    ['error', 'its settings are newer than the program', { n: newer }],
    ['error', 'it reports an error', { a: source, n: wrong }],
    ['error', 'Flink would refuse what it compares', { a: source, n: where('a', 'id = 5') }],
    ['error', 'output properties leave nothing', { n: { ...source, output: { remove: ['id', 'region'] } } }],
    ['error', 'its input has no such name', { n: where('gone', "id = 'x'") }],
    ['error', 'it takes no input and has one', { a: source, n: { ...source, from: 'a' } }],
    ['error', 'a setting is wrong and another is missing', { n: { type: 'source', config: { columns: 7 } } }],
    ['unconfigured', 'a setting is missing', { n: half }],
    [
      'unconfigured',
      'it has fewer inputs than it needs',
      { n: { type: 'reporter', from: ['a'], config: {} }, a: source },
    ],
    ['unconfigured', 'no input is connected', { n: { type: 'where', config: { expression: '1 = 1' } } }],
    ['blocked', 'what feeds it is not configured', { a: half, n: where('a', "id = 'x'") }],
    ['blocked', 'what feeds it is wrong', { b: source, a: where('b', '('), n: where('a', "id = 'x'") }],
    ['blocked', 'what feeds it is blocked', { b: half, a: where('b', '1 = 1'), n: where('a', "id = 'x'") }],
    ['blocked', 'one of its inputs is not valid', { a: source, b: half, n: { type: 'reporter', from: ['a', 'b'] } }],
    ['error', 'it is on a circle', { a: where('n', '1 = 1'), n: where('a', '1 = 1') }],
  ] satisfies [NodeState, string, FlowDocument['spec']['nodes']][])('is %s where %s', (state, _, nodes) =>
    expect(inferred(nodes).nodes.get('n')?.state).toBe(state),
  );
});

describe('behind a node with a fault of its own', () => {
  test('its columns are known where they could be inferred, so that an expression is checked as it is written', () => {
    const { nodes, diagnostics } = inferred({
      a: source,
      b: where('a', '('),
      n: where('b', 'id = 5'),
    });
    expect(nodes.get('n')?.inputs.in?.columns.map((c) => c.name)).toEqual(['id', 'region']);
    expect(diagnostics.filter((d) => d.place.node === 'n').map((d) => d.code)).toEqual(['expression/text-compared']);
  });
  test('nothing is known where nothing could be, and nothing is said of it', () => {
    const { nodes, diagnostics } = inferred({ a: half, n: where('a', 'id = 5') });
    expect(nodes.get('n')?.inputs).toEqual({});
    expect(nodes.get('n')?.outputs).toEqual({});
    expect(diagnostics.filter((d) => d.place.node === 'n')).toEqual([]);
  });
});

describe('a diagnostic that a type reports', () => {
  const reported = (...report: unknown[]) =>
    inferred({ a: source, n: { type: 'reporter', from: ['a', 'a'], config: { report } } });

  test('is placed below the configuration, with its range and its fix there', () => {
    const { diagnostics } = reported({
      code: 'expression/empty',
      message: 'Empty.',
      path: ['list', 2],
      range: { start: 1, end: 3 },
      fix: { title: 'Fill', value: 'x' },
    });
    const path = ['config', 'list', 2];
    expect(diagnostics).toEqual([
      {
        code: 'expression/empty',
        severity: 'error',
        message: 'Empty.',
        place: { node: 'n', path, range: { start: 1, end: 3 } },
        fix: { title: 'Fill', value: 'x', node: 'n', path },
      },
    ]);
  });
  test('is an error unless it says otherwise, and about the whole configuration without a path', () => {
    const { nodes, diagnostics } = reported({ code: 'expression/empty', severity: 'warning', message: 'Empty.' });
    expect(diagnostics.map((d) => [d.severity, d.place.path])).toEqual([['warning', ['config']]]);
    expect(nodes.get('n')?.state).toBe('valid');
    expect(reported({ code: 'expression/empty', message: 'Empty.' }).nodes.get('n')?.state).toBe('error');
  });
});

test('output properties come after the work of the node: both relations are kept', () => {
  const { nodes } = inferred({ n: { ...source, output: { remove: ['id'], rename: { region: 'area' } } } });
  const columns = (side: 'beforeOutput' | 'outputs') => nodes.get('n')?.[side].out?.columns.map((c) => c.name);
  expect([columns('beforeOutput'), columns('outputs')]).toEqual([['id', 'region'], ['area']]);
});
