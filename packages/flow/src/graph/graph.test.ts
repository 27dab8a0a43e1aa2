import { describe, expect, test } from 'vitest';
import { testCatalogue } from '../catalogue/testing.ts';
import type { FlowDocument } from '../document/schema.ts';
import { createCompiler } from '../plan/compiler.ts';
import { script } from '../plan/script.ts';

const connections = [{ name: 'local', kind: 'test' }];
const flow = (nodes: FlowDocument['spec']['nodes']): FlowDocument => ({
  apiVersion: 'headrace.dev/v1alpha1',
  kind: 'Flow',
  metadata: { name: 'f' },
  spec: { nodes },
});
const source = { type: 'source', config: { table: 't', columns: ['id', 'region'] } };
const compile = (nodes: FlowDocument['spec']['nodes']) =>
  createCompiler(testCatalogue).compile(flow(nodes), { connections });
const codes = (nodes: FlowDocument['spec']['nodes']) =>
  compile(nodes).diagnostics.map((d) => `${d.place.node} ${d.code}`);
const states = (nodes: FlowDocument['spec']['nodes']) =>
  Object.fromEntries([...compile(nodes).typed.nodes.values()].map((n) => [n.name, n.state]));

describe('link', () => {
  test('resolves a second port by its name, and a node with a dot in its name', () => {
    const { typed } = compile({
      a: source,
      w: { type: 'where', from: 'a', config: { expression: '1 = 1' } },
      r: { type: 'where', from: 'w.rest', config: { expression: '1 = 1' } },
      'x.y': source,
      z: { type: 'where', from: 'x.y', config: { expression: '1 = 1' } },
    });
    expect(typed.nodes.get('r')?.feeds).toEqual({ in: { node: 'w', port: 'rest' } });
    expect(typed.nodes.get('z')?.feeds).toEqual({ in: { node: 'x.y', port: 'out' } });
    expect(typed.diagnostics).toEqual([]);
  });

  test('reports a cycle at each node on it, and not at nodes behind it', () => {
    const found = codes({
      a: { type: 'where', from: 'b', config: { expression: '1 = 1' } },
      b: { type: 'where', from: 'a', config: { expression: '1 = 1' } },
      c: { type: 'where', from: 'b', config: { expression: '1 = 1' } },
    });
    expect(found).toEqual(['a link/cycle', 'b link/cycle']);
  });

  test('rejects a name that equals the port of another node in SQL', () => {
    expect(
      codes({ a: source, w: { type: 'where', from: 'a', config: { expression: '1 = 1' } }, 'w.rest': source }),
    ).toEqual(['w.rest link/name-clash']);
  });

  test('reports unknown types, streams and ports, with the nearest name', () => {
    const { diagnostics } = compile({
      a: { ...source, type: 'sorce' },
      w: { type: 'where', from: 'b', config: { expression: '1' } },
    });
    expect(diagnostics.map((d) => d.code)).toEqual(['link/unknown-type', 'link/unknown-input']);
    expect(diagnostics[0]?.fix).toMatchObject({ node: 'a', path: ['type'], value: 'source' });
    expect(diagnostics[1]?.message).toContain("Did you mean 'a'?");
    expect(codes({ a: source, w: { type: 'where', from: { left: 'a' }, config: { expression: '1' } } })).toContain(
      'w link/unknown-port',
    );
    expect(codes({ a: { ...source, from: 'a' } })).toContain('a link/no-inputs');
  });

  test('accepts names of inherited properties as node names', () => {
    expect(
      states({
        constructor: source,
        toString: { type: 'where', from: 'constructor', config: { expression: '1 = 1' } },
      }),
    ).toEqual({
      constructor: 'valid',
      toString: 'valid',
    });
  });
});

describe('states', () => {
  test('are unconfigured, error, and blocked behind either', () => {
    expect(
      states({
        a: { type: 'source' },
        b: source,
        behind: { type: 'where', from: 'a', config: { expression: '1 = 1' } },
        loose: { type: 'where', config: { expression: '1 = 1' } },
        wrong: { type: 'where', from: 'b', config: { expression: '(' } },
        after: { type: 'where', from: 'wrong', config: { expression: '1 = 1' } },
      }),
    ).toEqual({
      a: 'unconfigured',
      b: 'valid',
      behind: 'blocked',
      loose: 'unconfigured',
      wrong: 'error',
      after: 'blocked',
    });
  });

  test('reports an unknown setting as a warning', () => {
    const { diagnostics } = compile({ a: { type: 'source', config: { tabel: 'x', table: 't' } } });
    expect(diagnostics).toMatchObject([
      { code: 'config/unknown-key', severity: 'warning', place: { path: ['config', 'tabel'] } },
    ]);
  });
});

describe('output properties', () => {
  const of = (output: FlowDocument['spec']['nodes'][string]['output']) => {
    const c = compile({ a: { ...source, output } });
    return {
      columns: c.typed.nodes.get('a')?.outputs.out?.columns.map((x) => x.name),
      codes: c.diagnostics.map((d) => d.code),
    };
  };
  test('remove, rename and reorder columns', () => {
    expect(of({ remove: ['id'] }).columns).toEqual(['region']);
    expect(of({ rename: { id: 'order id' }, order: ['region'] }).columns).toEqual(['region', 'order id']);
  });
  test('reports a repeated name, an empty output and an unknown name', () => {
    expect(of({ rename: { id: 'region' } }).codes).toEqual(['output/same-name']);
    expect(of({ remove: ['id', 'region'] }).codes).toEqual(['output/nothing-left']);
    expect(of({ remove: ['idd'] }).codes).toEqual(['output/unknown-property']);
  });
});

test('comments on the canvas never reach SQL', () => {
  const plain = flow({ a: source });
  const comment = { text: "'; DROP TABLE a; --", x: 0, y: 0, width: 200, height: 80 };
  const commented = { ...plain, spec: { ...plain.spec, comments: { a: comment } } };
  const sql = (d: FlowDocument) => script(createCompiler(testCatalogue).compile(d, { connections })).text;
  expect(sql(commented)).toBe(sql(plain));
  expect(createCompiler(testCatalogue).compile(commented, { connections }).diagnostics).toEqual([]);
});

describe('the cache', () => {
  test('compiles one changed node again, with the nodes that it feeds, and no others', () => {
    const compiler = createCompiler(testCatalogue);
    const w = { type: 'where', from: 'a', config: { expression: '1 = 1' } };
    const first = flow({ a: source, w, x: source });
    const before = compiler.compile(first, { connections });
    const changed = {
      ...first,
      spec: { nodes: { ...first.spec.nodes, a: { ...source, output: { remove: ['id'] } } } },
    };
    const after = compiler.compile(changed, { connections });
    expect(after.typed.nodes.get('x')).toBe(before.typed.nodes.get('x'));
    expect(after.typed.nodes.get('w')?.outputs.out?.columns.map((c) => c.name)).toEqual(['region']);
    expect(after.plan).toEqual(createCompiler(testCatalogue).compile(changed, { connections }).plan);
  });
});
